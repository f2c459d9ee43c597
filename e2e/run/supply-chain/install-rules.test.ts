import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runToEnd } from "../processes.ts";
import { jsonIn, pinnedPnpm, pnpmLine } from "./pinned-pnpm.ts";
import { startRegistry, type PackageRegistry, type Release } from "./testing/package-registry.ts";
import { createSmallProject, ROOT, type SmallProject } from "./testing/small-project.ts";

const SCRIPT = "touch ran";

/** @param elsewhere an address that is no registry of the project's */
function releases(elsewhere: string): readonly Release[] {
  const fetched = { dependencies: { old: `${elsewhere}/old/-/old-1.0.0.tgz` } };
  return [
    { name: "old", version: "1.0.0", ageDays: 8 },
    { name: "young", version: "1.0.0", ageDays: 6 },
    { name: "proven", version: "1.0.0", ageDays: 40, proven: true },
    { name: "proven", version: "1.0.1", ageDays: 30 },
    { name: "exotic", version: "1.0.0", ageDays: 30, manifest: fetched },
    { name: "scripted", version: "1.0.0", ageDays: 30, manifest: { scripts: { postinstall: SCRIPT } } },
  ];
}

/** Rows SC1–SC3 of security-and-reliability.md, shown by the project's own rules, its own pnpm and a registry of this test. */
describe("an install", () => {
  let elsewhere: PackageRegistry;
  let registry: PackageRegistry;
  let project: SmallProject;

  beforeAll(async () => {
    elsewhere = await startRegistry([{ name: "old", version: "1.0.0", ageDays: 8 }]);
    registry = await startRegistry(releases(elsewhere.origin));
  });
  afterAll(async () => {
    await registry.close();
    await elsewhere.close();
  });
  beforeEach(async () => {
    project = await createSmallProject(registry.origin);
  });
  afterEach(() => project.remove());

  const resolve = () => project.pnpm("install", "--no-frozen-lockfile");
  const install = () => project.pnpm("install", "--frozen-lockfile");
  const has = (name: string) => existsSync(join(project.folder, "node_modules", name, "package.json"));

  it("takes a release that has been public for eight days (SC1)", async () => {
    await project.dependOn({ old: "1.0.0" });
    expect(await resolve()).toMatchObject({ code: 0 });
    expect(has("old")).toBe(true);
  });

  it("refuses a release that has been public for six days (SC1)", async () => {
    await project.dependOn({ young: "1.0.0" });
    const { code, output } = await resolve();
    expect(code).not.toBe(0);
    expect(output).toContain("ERR_PNPM_NO_MATURE_MATCHING_VERSION");
    expect(has("young")).toBe(false);
  });

  it("refuses a release of six days also where a lockfile made under laxer rules has it (SC1)", async () => {
    await project.dependOn({ young: "1.0.0" });
    await project.setRules((rules) => rules.replace("minimumReleaseAge: 10080", "minimumReleaseAge: 0"));
    expect(await project.pnpm("install", "--lockfile-only")).toMatchObject({ code: 0 });
    await project.setRules();
    const { code, output } = await install();
    expect(code).not.toBe(0);
    expect(output).toContain("ERR_PNPM_MINIMUM_RELEASE_AGE_VIOLATION");
    expect(has("young")).toBe(false);
  });

  it("refuses a release whose origin is less well proven than an earlier one's (SC1)", async () => {
    await project.dependOn({ proven: "1.0.1" });
    const { code, output } = await resolve();
    expect(code).not.toBe(0);
    expect(output).toContain("trust downgrade");
    await project.dependOn({ proven: "1.0.0" });
    expect(await resolve()).toMatchObject({ code: 0 });
  });

  it("refuses what a dependency would fetch from an address instead of the registry (SC1)", async () => {
    await project.dependOn({ exotic: "1.0.0" });
    const { code, output } = await resolve();
    expect(code).not.toBe(0);
    expect(output).toContain("ERR_PNPM_EXOTIC_SUBDEP");
  });

  it("refuses a package.json that the lockfile does not know (SC2)", async () => {
    await project.dependOn({ old: "1.0.0" });
    expect(await resolve()).toMatchObject({ code: 0 });
    await project.dependOn({ old: "1.0.0", proven: "1.0.0" });
    const { code, output } = await install();
    expect(code).not.toBe(0);
    expect(output).toContain("ERR_PNPM_OUTDATED_LOCKFILE");
    expect(has("proven")).toBe(false);
  });

  it("fails on a dependency's install script, which runs only once it is listed (SC3)", async () => {
    const ran = () => existsSync(join(project.folder, "node_modules/scripted/ran"));
    await project.dependOn({ scripted: "1.0.0" });
    const { code, output } = await resolve();
    expect(code).not.toBe(0);
    expect(output).toContain("ERR_PNPM_IGNORED_BUILDS");
    expect(ran()).toBe(false);
    await project.setRules((rules) => rules.replace("allowBuilds: {}", "allowBuilds: { scripted: true }"));
    expect(await resolve()).toMatchObject({ code: 0 });
    expect(ran()).toBe(true);
  });
});

describe("the install rules", () => {
  it.each([["of the portal", ROOT] as const, ["of Lighthouse", join(ROOT, "e2e/lighthouse")] as const])(
    "%s are as pnpm reads them: a week, no lesser proof, no exotic source, no script that is not listed (SC1)",
    async (_whose, folder) => {
      const { spec } = await pinnedPnpm(ROOT);
      const line = pnpmLine(spec, folder, "config", "list", "--json");
      const { output } = await runToEnd(line, AbortSignal.timeout(15_000));
      const rules = jsonIn(output);
      expect(rules).toMatchObject({
        minimumReleaseAge: 10_080,
        minimumReleaseAgeStrict: true,
        trustPolicy: "no-downgrade",
        trustLockfile: false,
        blockExoticSubdeps: true,
        strictDepBuilds: true,
      });
      expect(rules, "a script that may run has been read, and stands here too").toHaveProperty(
        "allowBuilds",
        {},
      );
      for (const way of ["minimumReleaseAgeExclude", "trustPolicyExclude", "dangerouslyAllowAllBuilds"])
        expect(rules, "an exception needs a reason and a day on which it ends").not.toHaveProperty(way);
    },
  );

  it("name one version of pnpm, with its hash (SC1)", async () => {
    await expect(pinnedPnpm(ROOT)).resolves.toMatchObject({ spec: expect.stringMatching(/^pnpm@[\d.]+$/) });
  });
});
