export { startIdporten } from "./start-idporten.ts";
export type { Idporten } from "./start-idporten.ts";
export type { IdportenFault } from "./faults.ts";
export type { IdportenClient } from "./options.ts";
