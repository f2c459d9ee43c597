import { readEverybody } from "./read-everybody.ts";
import type { BenchAddresses } from "./start-bench-world.ts";

// `node e2e/bench/floor.ts '<the line that world.ts prints>'`: the least that a nightly run can take, as one line of JSON.

const addresses: BenchAddresses = JSON.parse(process.argv[2] ?? "");
const begun = performance.now();
const read = await readEverybody(addresses);
const seconds = (performance.now() - begun) / 1000;
const peakRssMb = process.resourceUsage().maxRSS / 1024;
const calls = read.pages + read.lookups;
process.stdout.write(`${JSON.stringify({ seconds, ...read, calls, peakRssMb })}\n`);
