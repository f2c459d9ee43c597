import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { portalParts } from "../routes/testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "../routes/testing/test-browser.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
  browser = createTestBrowser(app);
  await browser.logIn();
});
afterAll(() => store.database.close());

const BODY_ROUTES = [
  ["POST", "/api/session"],
  ["POST", "/api/profile/refresh"],
  ["PUT", "/api/profile/work-phone"],
] as const;

describe.each(BODY_ROUTES)("%s %s", (method, path) => {
  it.each(["text/plain", "application/x-www-form-urlencoded", "text/json", ""])(
    "refuses JSON that calls itself «%s» (CF12)",
    async (type) => {
      const answer = await browser.ask(method, path, { phone: "22000001" }, { "Content-Type": type });
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({ code: "unsupported-media-type" });
    },
  );

  it("takes a content type with a character set", async () => {
    const type = { "Content-Type": "application/json; charset=utf-8" };
    const answer = await browser.ask(method, path, { systems: ["unknown"] }, type);
    expect(answer.status).toBe(400);
  });

  it.each(["gzip", "br", "deflate, gzip"])(
    "inflates nothing that is packed with %s (HT10)",
    async (coding) => {
      const answer = await browser.ask(method, path, {}, { "Content-Encoding": coding });
      expect(answer.status).toBe(415);
    },
  );

  it("refuses a body of more than 16 KB before a handler runs (HT5)", async () => {
    const before = [...parts.school.calls];
    const answer = await browser.ask(method, path, { phone: "2".repeat(17 * 1024) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: "too-large" });
    expect(parts.school.calls).toEqual(before);
  });

  it.each([
    "{",
    "",
    "[".repeat(8000),
    `${'{"a":'.repeat(2500)}1${"}".repeat(2500)}`,
    '{"__proto__":{"admin":true}}',
    '{"phone":"22000001","phone":"22000002"}',
    "\u0000",
  ])("answers 400 to a body that is no documented JSON (%#) (HT9)", async (text) => {
    const answer = await browser.askRaw(method, path, text);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "invalid-input" });
    expect({}).not.toHaveProperty("admin");
  });
});

describe("a parameter that is there twice", () => {
  it.each(["/auth/login?returnTo=/&returnTo=/min-profil", "/auth/callback?code=a&code=b&state=c"])(
    "leads from %s to the words for it, and to no log-in (HT9)",
    async (path) => {
      const answer = await browser.go(path);
      expect(answer.headers.get("Location")).toMatch(/^\/feil\/invalid-input\?ref=/);
    },
  );
});

describe("a method that no address knows", () => {
  it.each(["PROPFIND", "OPTIONS", "PATCH", "MKCOL"])(
    "%s is 405 where something is, also to a stranger, and 404 where nothing is (HT7)",
    async (method) => {
      const before = parts.events("malicious_csrf").length;
      for (const path of ["/api/profile", "/api/session", "/auth/login", "/min-profil", "/livez"]) {
        const answer = await app.request(path, { method });
        expect(answer.status, path).toBe(405);
        expect(answer.headers.get("Allow"), path).toContain("GET");
        expect((await answer.text()).length, path).toBeLessThan(300);
      }
      expect((await app.request("/api/unknown", { method })).status).toBe(404);
      expect((await app.request("/unknown", { method })).status).toBe(404);
      expect(parts.events("malicious_csrf")).toHaveLength(before);
    },
  );
});

describe("a method that an address does not know", () => {
  it.each([
    ["GET", "/api/profile/refresh", "POST"],
    ["HEAD", "/api/profile/refresh", "POST"],
    ["GET", "/api/profile/work-phone", "PUT, DELETE"],
    ["DELETE", "/api/session", "GET, HEAD, POST"],
    ["GET", "/auth/logout", "POST"],
    ["GET", "/auth/backchannel-logout", "POST"],
    ["PROPFIND", "/auth/login", "GET, HEAD"],
  ])("%s %s is 405 and names those it knows (CF10, HT7)", async (method, path, allowed) => {
    const type = method === "POST" ? { "Content-Type": "application/json" } : {};
    const answer = await browser.ask(method, path, undefined, type);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("Allow")).toBe(allowed);
  });

  it("is a problem also for a person who goes there", async () => {
    expect((await browser.go("/auth/logout")).status).toBe(405);
  });
});
