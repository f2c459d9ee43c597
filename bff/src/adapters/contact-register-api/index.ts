export { createContactRegister } from "./client.ts";
