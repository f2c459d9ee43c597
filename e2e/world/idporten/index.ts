export { startIdporten } from "./start-idporten.ts";
export type { Idporten } from "./start-idporten.ts";
export type { IdportenFault } from "./faults.ts";
export type { IdportenClient, LoginPerson } from "./options.ts";
