import { afterEach, beforeEach } from "vitest";

// Output nobody asked for is a warning nobody reads. A test that expects some announces it by putting its own
// function in place: vi.spyOn(console, "error").mockImplementation(() => undefined).
const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;

let unannounced: string[] = [];

for (const method of methods) {
  console[method] = (...parts: unknown[]) => {
    unannounced.push(`console.${method}: ${parts.map(String).join(" ")}`);
  };
}

beforeEach(() => {
  unannounced = [];
});

afterEach(() => {
  if (unannounced.length > 0)
    throw new Error(`The test printed what it did not announce:\n${unannounced.join("\n")}`);
});
