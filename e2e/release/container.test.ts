import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createPortalLog } from "../attacks/portal-log.ts";
import { startObserved } from "../canary/observed-portal.ts";
import { freePort } from "../run/ports.ts";
import { runToEnd } from "../run/processes.ts";
import { NODE_OPTIONS, RELEASE, releaseFolder } from "../run/release/release-form.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string): Promise<string> => readFile(join(root, file), "utf8");

const PINNED = /^docker\.io\/library\/[a-z]+:[\w.-]+@sha256:[\da-f]{64}$/;

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  stop_grace_period: z.string(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string()).optional(),
});
const compose = z.object({ services: z.record(z.string(), service) });

/** The instructions of the Dockerfile that begin with this word. */
const lines = async (word: string): Promise<readonly string[]> =>
  (await read("Dockerfile"))
    .replaceAll("\\\n", "")
    .split("\n")
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1).trim());

describe("the image (SC8)", () => {
  test("is made from one image, which is pinned by its digest", async () => {
    const [image = ""] = await lines("ARG");
    expect(image.replace("NODE_IMAGE=", "")).toMatch(PINNED);
    expect(await lines("FROM")).toEqual(["${NODE_IMAGE} AS build", "${NODE_IMAGE}"]);
  });

  test("holds the release alone, which its user, who is not root, can read and not change", async () => {
    expect(await lines("COPY")).toEqual([". .", "--from=build --chown=0:0 /project/dist/ ./"]);
    expect(await lines("USER")).toEqual(["1000:1000"]);
  });

  test("starts a file that is in the release, as in production, and without a shell that would keep signals", async () => {
    expect(await lines("CMD")).toEqual([`["node", "${RELEASE.bff}/main.js"]`]);
    const [environment = ""] = await lines("ENV");
    expect(environment).toContain("NODE_ENV=production ");
    expect(environment).toContain(`NODE_OPTIONS="${NODE_OPTIONS}"`);
  });

  test("has a health check that is well where the port says so, and not where nobody answers", async () => {
    const [check = ""] = await lines("HEALTHCHECK");
    const words = z.array(z.string()).parse(JSON.parse(/CMD (\[.*\])$/.exec(check)?.[1] ?? ""));
    const port = String(await freePort());
    const run = () =>
      runToEnd(
        { command: process.execPath, args: words.slice(1), cwd: root, env: { METRICS_PORT: port } },
        AbortSignal.timeout(20_000),
      );
    expect(await run()).toMatchObject({ code: 1 });
    const log = createPortalLog();
    const portal = await startExample({ METRICS_PORT: port }, log.take);
    try {
      await log.untilEntries("store_awaited", 1);
      expect(await run()).toMatchObject({ code: 0 });
    } finally {
      await portal.stop();
    }
  });

  test("is made without repository, environments, databases or packages of this machine", async () => {
    const ignored = (await read(".dockerignore")).split("\n");
    expect(ignored).toEqual(
      expect.arrayContaining(["*", "**/.env*", "**/.data", "**/node_modules", "**/dist"]),
    );
    expect(ignored.filter((line) => line.startsWith("!")).join()).not.toMatch(/git|env|secrets|docs/);
  });
});

const services = async () => compose.parse(parse(await read("compose.yaml"), { merge: true })).services;

describe("the compose file", () => {
  test("runs the portal's two halves by a user that is not root, on a file system that cannot be written", async () => {
    const { web, worker } = await services();
    for (const half of [web, worker])
      expect(half).toMatchObject({
        build: ".",
        user: "1000:1000",
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges:true"],
      });
    expect([web?.environment["ROLE"], worker?.environment["ROLE"]]).toEqual(["web", "worker"]);
  });

  test("takes every other image by its digest", async () => {
    const others = Object.values(await services()).filter(({ build }) => build === undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const { image } of others) expect(image).toMatch(PINNED);
  });

  test("publishes the page's port on this machine alone, and neither the internal port nor the database's", async () => {
    const ports = Object.values(await services()).flatMap((each) => each.ports ?? []);
    expect(ports).toEqual(["127.0.0.1:3000:3000"]);
  });

  test("hands secrets out as files, and lets nobody read one in it", async () => {
    const values = Object.values(await services()).flatMap(({ environment }) => Object.entries(environment));
    const secret = values.filter(([name]) => /KEY|JWK|PASSWORD|DATABASE_URL/.test(name));
    expect(secret.length).toBeGreaterThan(5);
    for (const [name, value] of secret) {
      expect(name).toMatch(/_FILE$/);
      expect(value).toMatch(/^\/run\/secrets\/[a-z_]+$/);
    }
  });

  test("gives the portal longer to end than it takes by itself", async () => {
    const { web } = await services();
    expect(Number.parseInt(web?.stop_grace_period ?? "0", 10)).toBeGreaterThan(20);
  });
});

test("the example of a configuration is one with which the release starts in production", async () => {
  const log = createPortalLog();
  const portal = await startExample({ METRICS_PORT: String(await freePort()) }, log.take);
  try {
    await log.untilEntries("store_awaited", 1);
    expect(log.entries("configuration_fault")).toEqual([]);
  } finally {
    await portal.stop();
  }
});

/** A portal with the example's configuration, which waits for a database that never comes. */
async function startExample(
  settings: Record<string, string>,
  take: ReturnType<typeof createPortalLog>["take"],
) {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const jwk = JSON.stringify({ ...key, kid: randomUUID(), alg: "RS256" });
  const example = (await read("portal.env.example"))
    .split("\n")
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const);
  const env = {
    ...Object.fromEntries(example),
    NODE_ENV: "production",
    SHUTDOWN_DELAY_SECONDS: "0",
    PORT: String(await freePort()),
    DATABASE_URL: `postgres://nobody@127.0.0.1:${String(await freePort())}/none`,
    SESSION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    PSEUDONYM_KEY: randomBytes(32).toString("base64"),
    IDPORTEN_CLIENT_JWK: jwk,
    MASKINPORTEN_CLIENT_JWK: jwk,
    ...settings,
  };
  const main = join(releaseFolder(root), RELEASE.bff, "main.js");
  const args = ["--import", join(root, "e2e/run/end-with-parent.ts"), main];
  return startObserved({ command: process.execPath, args, cwd: root, env }, take);
}

const run = (...args: string[]) =>
  runToEnd({ command: engine ?? "", args, cwd: root }, AbortSignal.timeout(580_000));
const engine = ["docker", "podman"].find(
  (name) => spawnSync(name, ["info"], { timeout: 20_000 }).status === 0,
);

// Skipped where no engine runs; then nothing but what is written above is known of the image.
test.skipIf(engine === undefined)(
  "the image is built where an engine runs, and its process is nobody's",
  async () => {
    const tag = `foresattportal-test-${randomUUID()}`;
    try {
      expect(await run("build", "--tag", tag, ".")).toMatchObject({ code: 0 });
      const probe = "process.stdout.write(String(process.getuid()))";
      const ran = await run("run", "--rm", "--read-only", "--cap-drop=ALL", tag, "node", "-e", probe);
      expect(ran).toEqual({ code: 0, output: "1000" });
      const empty = await run("run", "--rm", "--read-only", "--cap-drop=ALL", tag);
      expect(empty.output).toContain("configuration_fault");
    } finally {
      await run("image", "rm", "--force", tag);
    }
  },
  600_000,
);
