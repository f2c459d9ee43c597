import { parseArgs } from "node:util";
import { startBenchWorld } from "./start-bench-world.ts";

// `node e2e/bench/world.ts --persons N [--krr-latency ms]`: the world of the benchmark in a process of its own. Prints
// where its parts listen, as one line of JSON, and ends with the process that started it.

const { values } = parseArgs({
  options: { persons: { type: "string" }, "krr-latency": { type: "string", default: "0" } },
});
const DAY = 24 * 60 * 60 * 1000;
const { addresses } = await startBenchWorld({
  persons: Number(values.persons),
  krrLatency: Number(values["krr-latency"]),
  today: new Date(Math.floor(Date.now() / DAY) * DAY),
});
process.stdout.write(`${JSON.stringify(addresses)}\n`);

// However the parent ends, this process then gets another one.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 500);
