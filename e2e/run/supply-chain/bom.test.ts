import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesSince, complaintsAbout, componentsOf } from "./bom.ts";
import { declaredPackages } from "./delivered-packages.ts";
import { writeBom } from "./sbom.ts";
import { ROOT } from "./testing/small-project.ts";

function bill(...packages: (readonly [name: string, version: string])[]): string {
  return JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.7",
    metadata: { component: { type: "application", name: "foresattportal" } },
    components: packages.map(([name, version]) => ({ name, version, purl: `pkg:npm/${name}@${version}` })),
  });
}

describe("the bill of materials of this project (SC5)", () => {
  let folder: string;
  let json: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bill-"));
    json = await writeBom({ root: ROOT, file: join(folder, "sbom.json") }, AbortSignal.timeout(25_000));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("has what bff and page need in production, no tool, and no folder of the machine", async () => {
    const expected = await declaredPackages(ROOT);
    expect(complaintsAbout(json, expected)).toEqual([]);
    expect(expected.delivered).toEqual(expect.arrayContaining(["hono", "react", "zod"]));
    expect(expected.tools).toEqual(expect.arrayContaining(["vitest", "vite", "axe-core"]));
  });

  it("has what those need in turn, and nothing of the simulated world", () => {
    const components = componentsOf(json);
    expect(components.has("oauth4webapi")).toBe(true);
    expect(components.has("oidc-provider")).toBe(false);
  });
});

describe("a bill of materials (SC5)", () => {
  it("is refused without a delivered package, with a tool, and with a folder of the machine", () => {
    const json = bill(["hono", "4.0.0"], ["vitest", "5.0.0"], ["zod", "file:../zod"], ["ky", "/home/ky"]);
    const expected = { delivered: ["hono", "react"], tools: ["vitest"] };
    expect(complaintsAbout(json, expected)).toEqual([
      "react is missing.",
      "vitest is not delivered.",
      "It names the folder file:../zod.",
      "It names the folder pkg:npm/zod@file:../zod.",
      "It names the folder /home/ky.",
    ]);
  });

  it("is refused in another form, and when it is empty", () => {
    expect(() => componentsOf('{"spdxVersion":"SPDX-2.3"}')).toThrow("CycloneDX");
    expect(() => componentsOf(bill())).toThrow("components");
  });

  it("tells what has come, gone and changed since another", () => {
    const before = componentsOf(bill(["gone", "1.0.0"], ["kept", "1.0.0"], ["moved", "1.0.0"]));
    const now = componentsOf(
      bill(["come", "1.0.0"], ["kept", "1.0.0"], ["moved", "1.1.0"], ["moved", "2.0.0"]),
    );
    expect(changesSince(before, now)).toEqual([
      "+ come 1.0.0",
      "- gone 1.0.0",
      "~ moved 1.0.0 → 1.1.0, 2.0.0",
    ]);
    expect(changesSince(now, now)).toEqual([]);
  });
});
