export { createKrr } from "./client.ts";
