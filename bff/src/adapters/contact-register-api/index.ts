export { createContactRegister } from "./client.ts";
export { createPopulationRegister } from "./population.ts";
export { createRegisterInspection } from "./inspection.ts";
