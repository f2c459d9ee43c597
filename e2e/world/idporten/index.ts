export { startIdporten } from "./start-idporten.ts";
export type { Idporten } from "./start-idporten.ts";
export type { IdportenFault, IdportenFaults, Signature } from "./faults.ts";
export type { LogoutCall } from "./logout-calls.ts";
export type { IdportenClient, IdportenOptions, LoginPerson } from "./options.ts";
export type { SignOptions } from "./sign-jwt.ts";
