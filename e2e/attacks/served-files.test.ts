import { readdir, readFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "./target.ts";

const DIST = fileURLToPath(new URL("../../web/dist", import.meta.url));

/** What stands at the beginning of each of these files, or in it, and nowhere in the page. */
const TRACES = /ref: refs\/|\[core\]|lockfileVersion|"private": true|from "\.\/|sourcesContent|"src": "/;

const notServed: readonly (readonly [what: string, path: string])[] = [
  ["the repository", "/.git/HEAD"],
  ["the repository's configuration", "/.git/config"],
  ["the repository, beside the assets", "/assets/.git/HEAD"],
  ["the repository, two folders up", "/assets/../../.git/HEAD"],
  ["the repository, two folders up, encoded", "/assets/%2e%2e/%2e%2e/%2e%2e/.git/HEAD"],
  ["the repository, two folders up, all encoded", "/assets/..%2f..%2f..%2f.git%2fHEAD"],
  ["the repository, with backslashes", "/assets/..%5c..%5c..%5c.git%5cHEAD"],
  ["the manifest of the project", "/package.json"],
  ["the manifest of the project, encoded", "/marks/..%2f..%2f..%2fpackage.json"],
  ["the lockfile", "/pnpm-lock.yaml"],
  ["the environment", "/.env"],
  ["a source of the page", "/src/main.tsx"],
  ["a source of the page, up from its marks", "/marks/../../src/main.tsx"],
  ["a source of the server", "/bff/src/main.ts"],
  ["a package", "/node_modules/react/package.json"],
  ["the notes of the build", "/.vite/manifest.json"],
  ["the notes of the build, up from the assets", "/assets/..%2f.vite/manifest.json"],
];

describe("what the portal serves (SC8)", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());

  /** As it is written: `fetch` would resolve the dots before it sends them. */
  async function get(path: string, headers: Record<string, string> = {}) {
    const { hostname, port } = new URL(target.origin);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ hostname, port, path, headers }, resolve).once("error", reject).end();
    });
    return { status: response.statusCode, body: await text(response) };
  }

  test.each(notServed)("is never %s (%s)", async (_what, path) => {
    for (const headers of [{}, { "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" }]) {
      const { status, body } = await get(path, headers);
      expect([400, 404]).toContain(status);
      expect(body).not.toMatch(TRACES);
    }
  });

  test("has no source map, and no word of where one could be", async () => {
    const assets = await readdir(join(DIST, "assets"));
    const scripts = assets.filter((name) => /\.(?:js|css)$/.test(name));
    expect(scripts.length).toBeGreaterThan(5);
    for (const name of scripts) {
      const { status, body } = await get(`/assets/${name}`);
      expect(status).toBe(200);
      expect(body, name).not.toContain("sourceMappingURL");
      expect((await get(`/assets/${name}.map`)).status, name).toBe(404);
    }
  });

  test("is built files alone: no source, no map, no dot but the build's notes", async () => {
    const files = await readdir(DIST, { recursive: true });
    expect(files.filter((file) => /\.(?:map|tsx?|env|ya?ml)$/.test(file))).toEqual([]);
    expect(files.filter((file) => /(?:^|\/)\./.test(file) && !file.startsWith(".vite"))).toEqual([]);
    expect(await readFile(join(DIST, "index.html"), "utf8")).not.toContain("/src/");
  });
});
