import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { portalParts } from "../routes/testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "../routes/testing/test-browser.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";

const parts = portalParts();
const siteRoot = mkdtempSync(join(tmpdir(), "portal-site-"));
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let browser: TestBrowser;
let visitor: TestBrowser;
let fault: Error | null = null;

beforeAll(async () => {
  mkdirSync(join(siteRoot, "assets"));
  writeFileSync(join(siteRoot, "index.html"), "<!doctype html><title>Min profil</title>");
  writeFileSync(join(siteRoot, "assets", "main-a1b2c3.js"), "export {};");
  store = await openMemoryPorts(parts.keyring);
  const ping = () => (fault === null ? store.ping() : Promise.reject(fault));
  const app = await createApp({ ...parts.deps, ...store, ping, siteRoot });
  [browser, visitor] = [createTestBrowser(app), createTestBrowser(app)];
  await browser.logIn();
});
afterAll(async () => {
  rmSync(siteRoot, { recursive: true });
  await store.database.close();
});

/** One request for each status class that the portal answers with. */
const ANSWERS: Record<number, () => Promise<Response>> = {
  200: () => browser.ask("GET", "/api/profile"),
  303: () => browser.go("/auth/login"),
  400: () => browser.ask("PUT", "/api/profile/work-phone", { phone: "x" }),
  401: () => visitor.ask("GET", "/api/profile"),
  403: () => browser.ask("GET", "/api/profile", undefined, { "X-Portal": "0" }),
  404: () => browser.ask("GET", "/api/unknown"),
  405: () => browser.ask("GET", "/auth/logout"),
  413: () => browser.ask("PUT", "/api/profile/work-phone", { phone: "2".repeat(20_000) }),
  415: () => browser.ask("PUT", "/api/profile/work-phone", {}, { "Content-Type": "text/plain" }),
  429: async () => {
    await browser.ask("POST", "/api/profile/refresh", {});
    return browser.ask("POST", "/api/profile/refresh", {});
  },
  500: () => failing(new Error("a fault")),
  503: () => failing(new StoreUnavailable("08006")),
};

async function failing(how: Error): Promise<Response> {
  fault = how;
  const answer = await browser.ask("GET", "/readyz");
  fault = null;
  return answer;
}

function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe.each(Object.entries(ANSWERS))("an answer with %s", (status, answer) => {
  it("carries every security header (HD1, HD2, HD7)", async () => {
    const response = await answer();
    expect(response.status).toBe(Number(status));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "origin-agent-cluster": "?1",
      "x-frame-options": "DENY",
      "permissions-policy": expect.stringMatching(/camera=\(\).*geolocation=\(\).*microphone=\(\)/),
      "content-security-policy": expect.any(String),
    });
  });

  it("names no server and no version (HD8)", async () => {
    const { headers } = await answer();
    expect([headers.get("Server"), headers.get("X-Powered-By")]).toEqual([null, null]);
  });
});

describe("the content security policy", () => {
  it("allows scripts and connections of our own origin alone, and no frame (HD3)", async () => {
    const policy = (await browser.go("/")).headers.get("Content-Security-Policy") ?? "";
    const directives = directivesOf(policy);
    const sources = [...directives.values()].flat();
    for (const unsafe of ["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"])
      expect(sources).not.toContain(unsafe);
    expect(Object.fromEntries(directives)).toMatchObject({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "connect-src": ["'self'"],
      "form-action": ["'self'"],
      "base-uri": ["'none'"],
      "object-src": ["'none'"],
      "frame-ancestors": ["'none'"],
    });
  });

  it("lets no script make markup or code out of text, by no policy at all (HD6)", async () => {
    const policy = (await browser.go("/")).headers.get("Content-Security-Policy") ?? "";
    const directives = directivesOf(policy);
    expect(directives.get("require-trusted-types-for")).toEqual(["'script'"]);
    expect(directives.get("trusted-types")).toEqual(["'none'"]);
  });

  it("has violations reported to us, by browsers new and old (HD9)", async () => {
    const { headers } = await browser.go("/");
    const directives = directivesOf(headers.get("Content-Security-Policy") ?? "");
    expect(directives.get("report-to")).toEqual(["csp"]);
    expect(headers.get("Reporting-Endpoints")).toBe('csp="/csp-reports"');
    expect(directives.get("report-uri")).toEqual(["/csp-reports"]);
  });
});

describe("caching", () => {
  it.each([
    ["GET", "/api/session"],
    ["GET", "/api/profile"],
    ["POST", "/auth/logout"],
    ["GET", "/api/unknown"],
    ["GET", "/auth/unknown"],
  ])("%s %s is kept by nobody (CH1)", async (method, path) => {
    const { headers } = await visitor.ask(method, path);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("ETag")).toBeNull();
  });

  it("keeps nothing of a person (CH1)", async () => {
    const { headers } = await browser.ask("GET", "/api/profile");
    expect([headers.get("Cache-Control"), headers.get("ETag")]).toEqual(["no-store", null]);
  });

  it("keeps nothing of the log-in and its way back (CH1)", async () => {
    for (const path of ["/auth/login", "/auth/callback?code=a&state=b"]) {
      expect((await browser.go(path)).headers.get("Cache-Control")).toBe("no-store");
    }
  });

  it("keeps an asset with a hash in its name for ever (CH2)", async () => {
    const answer = await browser.go("/assets/main-a1b2c3.js");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  });

  it.each([...Object.values(PAGES), "/feil/login-cancelled", "/unknown"])(
    "asks again for the document at %s (CH3)",
    async (path) => {
      const answer = await browser.go(path);
      expect(await answer.text()).toContain("Min profil");
      expect(answer.headers.get("Cache-Control")).toBe("no-cache");
    },
  );
});

describe("an unknown address", () => {
  it.each(["/api/profile/x/fake.css", "/assets/missing-a1b2c3.js", "/api/unknown", "/unknown.js"])(
    "%s is 404 and never the document with 200 (CH4)",
    async (path) => {
      const answer = await browser.ask("GET", path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
    },
  );

  it("is a page for a person and still 404", async () => {
    const answer = await browser.go("/min-profil/unknown");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
  });

  it.each(["/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2f..%2fetc/passwd"])(
    "%s leads out of no folder",
    async (path) => {
      const answer = await browser.ask("GET", path);
      expect(answer.status).toBe(404);
    },
  );

  it("gives a failure's page the failure's status", async () => {
    expect((await browser.go("/feil/login-cancelled")).status).toBe(403);
    expect((await browser.go("/feil/no-such-failure")).status).toBe(404);
  });
});
