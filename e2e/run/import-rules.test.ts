import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise, type IConfiguration, type IViolation } from "dependency-cruiser";
import extractDepcruiseConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** rule, importing file, what it imports: a file of the project or the name of a package. */
type Forbidden = readonly [rule: string, from: string, to: string];
type Allowed = readonly [from: string, to: string];

const missingPackage = "a-package-nobody-installed";

const forbidden: readonly Forbidden[] = [
  ["shared-imports-nothing-of-ours", "shared/src/pages.ts", "bff/src/domain/value.ts"],
  ["shared-imports-nothing-of-ours", "shared/src/pages.test.ts", "web/src/api/client.ts"],
  ["shared-runs-in-the-browser", "shared/src/languages.ts", "node:fs"],
  ["web-never-imports-bff", "web/src/api/profile.ts", "bff/src/domain/value.ts"],
  ["web-never-imports-bff", "web/src/api/profile.test.ts", "e2e/world/server.ts"],
  ["bff-never-imports-web-or-the-world", "bff/src/domain/names.test.ts", "e2e/world/server.ts"],
  ["bff-never-imports-web-or-the-world", "bff/src/http/pages.ts", "web/src/api/client.ts"],
  ["the-world-knows-only-shared", "e2e/world/krr/persons.ts", "bff/src/domain/value.ts"],
  ["the-world-knows-only-shared", "e2e/journeys/profile.spec.ts", "web/src/api/client.ts"],
  ["domain-is-pure", "bff/src/domain/merge.ts", "bff/src/ports/clock.ts"],
  ["domain-is-pure", "bff/src/domain/log.ts", "bff/src/platform/logger.ts"],
  ["domain-does-no-io", "bff/src/domain/file.ts", "node:fs"],
  ["domain-uses-only-pure-packages", "bff/src/domain/log-line.ts", "pino"],
  ["ports-know-domain-and-shared", "bff/src/ports/krr.ts", "bff/src/adapters/krr/index.ts"],
  ["ports-name-no-package", "bff/src/ports/store.ts", "kysely"],
  ["usecases-know-domain-and-ports", "bff/src/usecases/get.ts", "bff/src/platform/logger.ts"],
  ["usecases-do-no-io", "bff/src/usecases/read.ts", "node:fs"],
  [
    "adapters-know-ports-domain-platform",
    "bff/src/adapters/krr/map.ts",
    "bff/src/adapters/idporten/index.ts",
  ],
  [
    "adapters-know-ports-domain-platform",
    "bff/src/adapters/krr/client.ts",
    "bff/src/adapters/maskinporten/client.ts",
  ],
  ["adapters-know-ports-domain-platform", "bff/src/adapters/krr/save.ts", "bff/src/store/sessions.ts"],
  ["store-knows-ports-domain-platform", "bff/src/store/audit.ts", "bff/src/usecases/get-profile.ts"],
  ["the-terminal-knows-domain-and-ports", "bff/src/terminal/report.ts", "bff/src/store/sync-runs.ts"],
  ["platform-is-the-ground", "bff/src/platform/token.ts", "bff/src/adapters/maskinporten/index.ts"],
  [
    "only-the-composition-root-sees-adapters-and-store",
    "bff/src/routes/profile.ts",
    "bff/src/adapters/krr/index.ts",
  ],
  [
    "only-the-composition-root-sees-adapters-and-store",
    "bff/src/http/session.ts",
    "bff/src/store/sessions.ts",
  ],
  ["only-the-composition-root-sees-adapters-and-store", "bff/src/app.ts", "bff/src/adapters/krr/index.ts"],
  ["adapters-are-entered-by-their-index", "bff/src/compose.ts", "bff/src/adapters/maskinporten/client.ts"],
  ["nobody-imports-the-composition-root", "bff/src/routes/health.ts", "bff/src/app.ts"],
  ["pages-never-import-one-another", "web/src/routes/profile/page.tsx", "web/src/routes/landing/card.tsx"],
  ["openid-client-only-in-idporten", "bff/src/routes/login.ts", "openid-client"],
  ["jose-only-where-tokens-are-made", "bff/src/adapters/contact-register-api/token.ts", "jose"],
  ["undici-only-in-http-call", "bff/src/adapters/krr/pool.ts", "undici"],
  ["opentelemetry-only-in-traces", "bff/src/http/spans.ts", "@opentelemetry/api"],
  ["traces-are-loaded-on-demand", "bff/src/observe.ts", "bff/src/platform/traces.ts"],
  ["sql-only-in-the-store", "bff/src/http/limits.ts", "kysely"],
  ["sql-only-in-the-store", "bff/src/usecases/sync.ts", "pg"],
  ["no-cycles", "e2e/world/a.ts", "e2e/world/b.ts"],
  ["nothing-imports-a-test", "e2e/world/c.ts", "e2e/world/d.test.ts"],
  ["only-tests-use-test-support", "bff/src/compose.ts", "bff/src/ports/testing/fake-krr.ts"],
  ["every-import-resolves", "e2e/world/e.ts", missingPackage],
];

const allowed: readonly Allowed[] = [
  ["bff/src/adapters/krr/token.ts", "bff/src/adapters/maskinporten/index.ts"],
  ["bff/src/adapters/krr/port.ts", "bff/src/ports/clock.ts"],
  ["bff/src/usecases/clock.ts", "bff/src/ports/clock.ts"],
  ["bff/src/usecases/get-profile.test.ts", "bff/src/store/sessions.ts"],
  ["bff/src/store/profile.ts", "kysely"],
  ["bff/src/domain/number.ts", "libphonenumber-js"],
  ["bff/src/main.ts", "bff/src/store/index.ts"],
  ["bff/src/usecases/refresh.test.ts", "bff/src/ports/testing/fake-krr.ts"],
  ["bff/src/domain/testing/arbitraries.ts", "fast-check"],
  ["web/src/api/client.ts", "wouter"],
];

/** A cycle is reported once, at the module that was met first. */
const closesTheCycle: Allowed = ["e2e/world/b.ts", "e2e/world/a.ts"];

const isFile = (target: string) => /\.tsx?$/.test(target);
const configFile = fileURLToPath(new URL("../../.dependency-cruiser.mjs", import.meta.url));

let folder: string;
let config: IConfiguration;
let violations: readonly IViolation[];

/** A project in small: the files of both tables, importing what the tables say. */
async function writeProject(pairs: readonly Allowed[]): Promise<void> {
  const files = new Map<string, string[]>();
  const importsOf = (file: string) => {
    const imports = files.get(file) ?? [];
    files.set(file, imports);
    return imports;
  };
  for (const [from, to] of pairs) {
    importsOf(from).push(isFile(to) ? relative(dirname(from), to).replace(/^(?!\.)/, "./") : to);
    if (isFile(to)) importsOf(to);
    else if (!to.startsWith("node:") && to !== missingPackage) importsOf(`node_modules/${to}/index.js`);
  }
  for (const [file, imports] of files) {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), imports.map((name) => `import "${name}";`).join("\n"));
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-rules-"));
  await writeProject([...forbidden.map(([, from, to]): Allowed => [from, to]), closesTheCycle, ...allowed]);
  config = await extractDepcruiseConfig(configFile);
  const options = {
    ...config.options,
    validate: true,
    ruleSet: { forbidden: config.forbidden ?? [] },
    baseDir: folder,
  };
  const { output } = await cruise(["bff", "e2e", "shared", "web"], options);
  if (typeof output === "string") throw new Error("a cruise without an output type answers an object");
  violations = output.summary.violations;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("import directions", () => {
  it.each(forbidden)("%s refuses %s → %s", (rule, from) => {
    expect(
      violations.filter((violation) => violation.from === from).map(({ rule: { name } }) => name),
    ).toContain(rule);
  });

  it.each(allowed)("lets %s import %s", (from) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  it("has no rule without a proof that it bites", () => {
    const proven = new Set(forbidden.map(([rule]) => rule));
    expect(config.forbidden?.map(({ name }) => name).filter((name) => !proven.has(name ?? ""))).toEqual([]);
  });
});
