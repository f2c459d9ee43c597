export { createIdporten } from "./client.ts";
