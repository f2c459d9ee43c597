import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { portalParts } from "../routes/testing/portal-parts.ts";
import { createTestBrowser } from "../routes/testing/test-browser.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";

/** What holds for every route of the app; a new one is included by itself. */
const parts = portalParts();
const siteRoot = mkdtempSync(join(tmpdir(), "portal-site-"));
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly name: string;
}
let routes: Route[];

/** Routes that strangers may call by a method that changes something, and what protects them instead. */
const NOT_FOR_OUR_PAGE = new Set([
  // Authenticated by the signed token.
  "POST /auth/backchannel-logout",
  // Changes nothing but the log; its content types cannot be sent by a form.
  "POST /csp-reports",
]);
/** The API's description is the same for everybody. */
const DESCRIPTION = "/api/openapi.json";
const COOKIE_NAME = /^(?:__Host-Http-sid|__Host-Http-tx\.[\da-f]{8})$/;

beforeAll(async () => {
  mkdirSync(join(siteRoot, "assets"));
  writeFileSync(join(siteRoot, "index.html"), "<!doctype html><title>Min profil</title>");
  writeFileSync(join(siteRoot, "assets", "main-a1b2c3.js"), "export {};");
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store, siteRoot });
  const known = app.routes.filter(({ method }) => method !== "ALL");
  routes = known.map(({ method, path: pattern }) => {
    const path = pattern.replace("*", "main-a1b2c3.js").replace(/:\w+/, "login-level");
    return { method, path, name: `${method} ${path}` };
  });
});
afterAll(async () => {
  rmSync(siteRoot, { recursive: true });
  await store.database.close();
});

const isUnsafe = ({ method }: Route): boolean => method !== "GET";

/** Every route as a person goes there and as our page asks, logged in and not. */
async function everyAnswer(): Promise<{ name: string; path: string; answer: Response }[]> {
  const answers = [];
  for (const { method, path, name } of routes) {
    for (const isLoggedIn of [false, true]) {
      const browser = createTestBrowser(app);
      if (isLoggedIn)
        answers.push({ name: "the way back", path: "/auth/callback", answer: await browser.logIn() });
      const body = method === "POST" || method === "PUT" ? {} : undefined;
      answers.push({ name, path, answer: await browser.ask(method, path, body) });
      if (method === "GET") answers.push({ name, path, answer: await browser.go(path) });
    }
  }
  return answers;
}

test("the walk knows pages, assets, log-in, API and health", () => {
  const names = routes.map(({ name }) => name);
  for (const name of ["GET /", "GET /assets/main-a1b2c3.js", "GET /auth/login", "GET /livez"])
    expect(names).toContain(name);
  expect(routes.filter(isUnsafe).length).toBeGreaterThan(5);
});

test("no answer sets another cookie than the session's and the log-in's, and only the log-in's routes set any (CK3)", async () => {
  const setters = new Set<string>();
  for (const { name, answer } of await everyAnswer()) {
    for (const line of answer.headers.getSetCookie()) {
      expect(line.slice(0, line.indexOf("=")), name).toMatch(COOKIE_NAME);
      expect(line, name).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=(?:Strict|Lax)$/);
      setters.add(name);
    }
  }
  expect([...setters].toSorted()).toEqual(["GET /auth/login", "POST /auth/logout", "the way back"]);
});

test("every answer carries the security headers (HD1, HD7)", async () => {
  for (const { name, path, answer } of await everyAnswer()) {
    const isFramed = path === "/auth/frontchannel-logout";
    expect(Object.fromEntries(answer.headers), name).toMatchObject({
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringMatching(
        isFramed ? /^default-src 'none'; frame-ancestors https:/ : /frame-ancestors 'none'/,
      ),
    });
  }
});

test("nothing of the API or of the log-in is kept by anybody, save what is the same for all visitors (CH1)", async () => {
  for (const { name, path, answer } of await everyAnswer()) {
    if (!/^\/(?:api|auth)\//.test(path)) continue;
    const isForAll = path === "/api/portal" && answer.status === 200;
    const caching = isForAll ? "private, max-age=300" : "no-store";
    expect(answer.headers.get("Cache-Control"), name).toBe(caching);
    expect(answer.headers.get("ETag"), name).toBeNull();
  }
});

test("every route that changes something, and all of the API, is our page's alone or excepted by name (CF1)", async () => {
  const browser = createTestBrowser(app);
  await browser.logIn();
  const reached = new Set<string>();
  for (const route of routes) {
    if (!isUnsafe(route) && (!route.path.startsWith("/api/") || route.path === DESCRIPTION)) continue;
    const answer = await browser.ask(route.method, route.path, undefined, { "X-Portal": "" });
    if (answer.status !== 403) reached.add(route.name);
  }
  expect(reached).toEqual(NOT_FOR_OUR_PAGE);
});

test("no route that changes something can be reached by following a link (CF10)", async () => {
  const readable = new Set(routes.filter((route) => !isUnsafe(route)).map(({ path }) => path));
  const browser = createTestBrowser(app);
  await browser.logIn();
  for (const { path } of routes.filter((route) => isUnsafe(route) && !readable.has(route.path))) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await browser.ask(method, path);
      expect(answer.status, `${method} ${path}`).toBe(405);
      expect(answer.headers.get("Allow"), path).toMatch(/POST|PUT|DELETE/);
    }
  }
});
