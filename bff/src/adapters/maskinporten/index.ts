export { createMachineTokens, type MachineTokens } from "./client.ts";
export { sendAuthorized } from "./send-authorized.ts";
export type { TokenNeed } from "./grant.ts";
