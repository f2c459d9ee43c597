export { createKrrBatch } from "./batch.ts";
export { createKrrChanges } from "./changes.ts";
export { createKrr } from "./client.ts";
export { createKrrInspection } from "./inspection.ts";
