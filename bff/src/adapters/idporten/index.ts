export { createIdporten } from "./client.ts";
export { createIdportenInspection } from "./inspection.ts";
