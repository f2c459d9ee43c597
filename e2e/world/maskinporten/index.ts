export { startMaskinporten } from "./start-maskinporten.ts";
export { verifyMaskinportenToken } from "./verify-token.ts";
export type { Maskinporten } from "./start-maskinporten.ts";
export type { TokenVerdict, TokenVerifierOptions } from "./verify-token.ts";
