import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finished } from "../processes.ts";
import { judgeAdvisories } from "./advisories.ts";
import { AUDIT_IGNORES } from "./audit-ignores.ts";
import { judgePin, judgeSignatures } from "./signatures.ts";
import { startRegistry, type PackageRegistry } from "./testing/package-registry.ts";
import { createSmallProject } from "./testing/small-project.ts";

const TODAY = "2026-11-27";
const GHSA = "GHSA-aaaa-bbbb-cccc";
const KNOWN = {
  id: 1,
  url: `https://github.com/advisories/${GHSA}`,
  title: "It listens to anybody",
  severity: "high",
  vulnerable_versions: "<2.0.0",
  cwe: ["CWE-1"],
  cvss: { score: 7, vectorString: null },
};

const releases = [
  { name: "leaky", version: "1.0.0", ageDays: 30 },
  { name: "sound", version: "1.0.0", ageDays: 30 },
];

/** What the real pnpm prints for a project that depends on the package. */
async function runAudit(registry: PackageRegistry, dependency: string, ...args: string[]): Promise<Finished> {
  const project = await createSmallProject(registry.origin);
  try {
    await project.dependOn({ [dependency]: "1.0.0" });
    expect(await project.pnpm("install", "--lockfile-only")).toMatchObject({ code: 0 });
    return await project.pnpm("audit", ...args);
  } finally {
    await project.remove();
  }
}

describe("the audit (SC4)", () => {
  let registry: PackageRegistry;
  let silent: PackageRegistry;
  let leaky: Finished;

  beforeAll(async () => {
    registry = await startRegistry(releases, { leaky: [KNOWN] });
    silent = await startRegistry(releases);
    leaky = await runAudit(registry, "leaky", "--prod", "--json");
  });
  afterAll(async () => {
    await registry.close();
    await silent.close();
  });

  it("is red for a known vulnerability, and names package, severity and advisory", () => {
    const outcome = judgeAdvisories(leaky, [], TODAY);
    expect(outcome).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(outcome.output).toBe(`leaky: It listens to anybody (high, ${GHSA})`);
  });

  it("passes over what is ignored until its last day, and not a day longer", () => {
    const until = (day: string) =>
      judgeAdvisories(leaky, [{ advisory: GHSA, reason: "r", until: day }], TODAY);
    expect(until(TODAY)).toMatchObject({ passed: 1, failed: 0 });
    expect(until("2026-11-26")).toMatchObject({ passed: 0, failed: 1 });
    expect(until("2026-11-26").output).toContain(`${GHSA} is ignored no longer.`);
  });

  it("is red also where another advisory is ignored", () => {
    const ignores = [{ advisory: "GHSA-xxxx-yyyy-zzzz", reason: "r", until: TODAY }];
    expect(judgeAdvisories(leaky, ignores, TODAY)).toMatchObject({ passed: 0, failed: 1 });
  });

  it("is green where nothing is known", async () => {
    const outcome = judgeAdvisories(await runAudit(registry, "sound", "--prod", "--json"), [], TODAY);
    expect(outcome).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  });

  it("counts as skipped, and never as passed, where the registry has no such list", async () => {
    const outcome = judgeAdvisories(await runAudit(silent, "sound", "--prod", "--json"), [], TODAY);
    expect(outcome).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
    expect(outcome.output).toContain("does not answer");
  });

  it("is red where pnpm ends without a report", () => {
    expect(judgeAdvisories({ code: 0, output: "Killed" }, [], TODAY)).toMatchObject({ passed: 0, failed: 1 });
  });

  it("counts signatures as skipped where the registry signs nothing", async () => {
    const signatures = judgeSignatures(await runAudit(silent, "sound", "signatures"));
    expect(signatures).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
    expect(judgeSignatures({ code: 1, output: "invalid signature" })).toMatchObject({ failed: 1 });
    expect(judgeSignatures({ code: 0, output: "audited 12 packages" })).toMatchObject({ passed: 1 });
  });

  it("is red for a pnpm with another hash than that of package.json", () => {
    const integrity = { code: 0, output: `sha512-${Buffer.from("ab", "hex").toString("base64")}\n` };
    expect(judgePin(integrity, "ab")).toMatchObject({ passed: 1, failed: 0 });
    expect(judgePin(integrity, "ac")).toMatchObject({ passed: 0, failed: 1 });
    expect(judgePin({ code: 1, output: "" }, "ab")).toMatchObject({ skipped: 1 });
  });

  it("ignores nothing without a reason and for longer than three months", () => {
    const inThreeMonths = new Date();
    inThreeMonths.setMonth(inThreeMonths.getMonth() + 3);
    for (const { reason, until } of AUDIT_IGNORES) {
      expect(reason).not.toBe("");
      expect(new Date(until).getTime()).toBeLessThanOrEqual(inThreeMonths.getTime());
    }
  });
});
