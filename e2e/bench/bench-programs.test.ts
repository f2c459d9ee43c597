import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { benchOrderFrom } from "./bench-order.ts";
import { startBenchWorldProcess } from "./bench-world-process.ts";
import { freshDatabase } from "./fresh-database.ts";
import { measure } from "./measured-process.ts";
import { median, resultTable } from "./result-table.ts";
import { syncEnvironment } from "./sync-environment.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const never = new AbortController().signal;
const node = (script: string) => ({ args: ["-e", script], cwd: root, env: process.env });

describe("the programs of the benchmark", () => {
  test("find one another by the line that the world prints", async () => {
    const world = await startBenchWorldProcess({ persons: 1500, krrLatency: 0 });
    const floor = {
      args: ["e2e/bench/floor.ts", JSON.stringify(world.addresses)],
      cwd: root,
      env: process.env,
    };
    const { output } = await measure(floor, never);
    expect(JSON.parse(output)).toMatchObject({ persons: 1500, answers: 1500, calls: 4 });
    // The token counts too.
    expect(await world.calls()).toBe(5);
    await world.close();
    await expect(fetch(world.addresses.calls)).rejects.toThrow("fetch failed");
  });
});

test("the world ends with the process that started it, also when that one is killed", async () => {
  const script = `require("node:child_process").spawn(process.execPath, ["e2e/bench/world.ts", "--persons=1"],
    { stdio: ["ignore", "inherit", "inherit"] })`;
  const parent = spawn(process.execPath, ["-e", script], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [line]: unknown[] = await once(createInterface(parent.stdout), "line");
  const { calls } = z.object({ calls: z.url() }).parse(JSON.parse(String(line)));
  expect((await fetch(calls)).status).toBe(200);
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(fetch(calls)).rejects.toThrow("fetch failed"), { timeout: 10_000 });
});

describe("measuring a program", () => {
  test("gives its output and its time", async () => {
    const measured = await measure(node("setTimeout(() => console.log('done'), 300)"), never);
    expect(measured.output).toBe("done\n");
    expect(measured.seconds).toBeGreaterThan(0.29);
  });
  test.runIf(process.platform === "linux")("tells the most memory it held", async () => {
    const script = "const held = Buffer.alloc(100e6, 1); setTimeout(() => console.log(held.length), 300)";
    expect((await measure(node(script), never)).peakRssMb).toBeGreaterThan(100);
  });
  test("says what a program said that fails", async () => {
    const failing = measure(node("console.error('broken'); process.exit(3)"), never);
    await expect(failing).rejects.toThrow(/ended with 3\.\nbroken/);
  });
  test("takes an exit code for no failure where told to", async () => {
    expect((await measure({ ...node("process.exit(3)"), accepted: [0, 3] }, never)).output).toBe("");
  });
  test("ends the program when told to end", async () => {
    const end = new AbortController();
    const running = measure(node("setInterval(() => {}, 1000)"), end.signal);
    end.abort();
    await expect(running).rejects.toThrow("ended with SIGTERM");
  });
});

describe("the order", () => {
  test("has a default for everything", () => {
    expect(benchOrderFrom([])).toEqual({ persons: 100_000, krrLatency: 0, runs: 1, floorOnly: false });
  });
  test("is read from the words of the command", () => {
    const words = ["--persons", "1500000", "--krr-latency=200", "--runs", "3", "--floor-only"];
    expect(benchOrderFrom(words)).toEqual({
      persons: 1_500_000,
      krrLatency: 200,
      runs: 3,
      floorOnly: true,
    });
  });
  test.each([["--persons=many"], ["--persons=9000000"], ["--runs=0"], ["--krr-latency=-1"], ["--loud"]])(
    "is refused for %s",
    (word) => {
      expect(() => benchOrderFrom([word])).toThrow(word.split("=")[0]);
    },
  );
});

describe("the table", () => {
  test("compares each run with the floor", () => {
    const floor = {
      run: "floor 1",
      persons: 1000,
      floorSeconds: 2,
      syncSeconds: null,
      peakRssMb: 200.4,
      calls: 2,
    };
    const sync = { ...floor, run: "dry run", syncSeconds: 3, peakRssMb: null, calls: 12 };
    expect(resultTable([floor, sync])).toBe(
      [
        "| run     | persons | floor s | sync s | ratio | persons/s | peak RSS MB | calls |",
        "| ------- | ------: | ------: | -----: | ----: | --------: | ----------: | ----: |",
        "| floor 1 |    1000 |    2.00 |      – |     – |       500 |         200 |     2 |",
        "| dry run |    1000 |    2.00 |   3.00 |  1.50 |       333 |           ? |    12 |",
      ].join("\n"),
    );
  });
  test.each([
    [[3, 1, 2], 2],
    [[4, 1], 4],
  ])("takes of %j the one in the middle, %i", (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe("what the portal's command is told", () => {
  test("names the bench's addresses and its one register", async () => {
    const world = {
      maskinporten: "http://localhost:1/",
      krr: "http://localhost:2",
      register: "http://localhost:3",
    };
    const environment = await syncEnvironment(world, "pglite:folder");
    expect(environment).toMatchObject({
      DATABASE_URL: "pglite:folder",
      MASKINPORTEN_ISSUER: world.maskinporten,
      KRR_BASE_URL: world.krr,
      KRR_MODE: "write",
    });
    expect(JSON.parse(environment["CONTACT_REGISTERS"] ?? "")).toMatchObject([
      { id: "bench", adapter: "contact-register-api", baseUrl: world.register },
    ]);
  });
  test("has a database that is gone afterwards", async () => {
    const database = await freshDatabase(undefined);
    expect([database.engine, database.url]).toEqual(["PGlite", expect.stringMatching(/^pglite:.+/)]);
    await database.drop();
    await expect(rm(database.url.slice("pglite:".length))).rejects.toThrow("ENOENT");
  });
  test.runIf(process.env["TEST_DATABASE_URL"])(
    "has a database of its own on Postgres, gone afterwards",
    async () => {
      const first = await freshDatabase(process.env["TEST_DATABASE_URL"]);
      const second = await freshDatabase(process.env["TEST_DATABASE_URL"]);
      expect([first.engine, first.url === second.url]).toEqual(["Postgres", false]);
      await first.drop();
      await second.drop();
      await expect(first.drop()).rejects.toThrow("does not exist");
    },
  );
});
