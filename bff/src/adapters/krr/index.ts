export { createKrrBatch } from "./batch.ts";
export { createKrr } from "./client.ts";
