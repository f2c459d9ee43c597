import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { SESSION_COOKIE } from "../http/session-cookie.ts";
import { OLA } from "../ports/testing/people.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { callbackOf, createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let newBrowser: () => TestBrowser;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
  newBrowser = () => createTestBrowser(app);
});
afterAll(() => store.database.close());

function sessionLine(response: Response): string | undefined {
  return response.headers.getSetCookie().find((line) => line.startsWith(SESSION_COOKIE));
}

async function loggedIn(browser: TestBrowser): Promise<boolean> {
  return (await browser.ask("GET", "/api/profile")).status === 200;
}

describe("log-in", () => {
  it("gives a session cookie that scripts, other sites and other hosts cannot use (CK1)", async () => {
    const line = sessionLine(await newBrowser().logIn());
    expect(line).toMatch(/^__Host-Http-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it("keeps its transaction in a sealed cookie for ten minutes (CK2)", async () => {
    const started = await newBrowser().go("/auth/login?returnTo=/min-profil");
    const [line, ...others] = started.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^__Host-Http-tx\.[0-9a-f]{8}=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(line?.length).toBeLessThan(4096);
    const value = line?.split(/[=;]/)[1] ?? "";
    const readable = value
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString())
      .join(" ");
    for (const secret of ["verifier", "nonce-", "min-profil"]) expect(readable).not.toContain(secret);
  });

  it("forgets its transaction once the browser is back", async () => {
    const browser = newBrowser();
    await browser.logIn();
    expect([...browser.cookies.keys()]).toEqual([SESSION_COOKIE]);
  });

  it("sends the browser to ID-porten in the language that was chosen, else in bokmål", async () => {
    await newBrowser().go("/auth/login?locale=se");
    await newBrowser().go("/auth/login?locale=xx");
    expect(parts.identityProvider.languages.slice(-2)).toEqual(["se", "nb"]);
  });

  it.each([
    ["an image", { "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors" }],
    ["a script's fetch", { "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors" }],
  ])("is not started by %s, and then nothing is stored (OI14)", async (_who, headers) => {
    const before = parts.identityProvider.languages.length;
    const response = await app.request("/auth/login", { headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "not-a-navigation" });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(parts.identityProvider.languages).toHaveLength(before);
  });

  it("is not started in a frame, and then nothing is stored (OI14)", async () => {
    const headers = { "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate" };
    const response = await app.request("/auth/login", { headers });
    expect(response.headers.get("Location")).toMatch(/^\/feil\/not-a-navigation\?ref=/);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("leads back to the page that asked for it", async () => {
    const back = await newBrowser().logIn("?returnTo=/min-profil");
    expect(back.status).toBe(303);
    expect(back.headers.get("Location")).toBe("/min-profil");
  });

  it.each([
    "/auth/logout",
    "/auth/login",
    "/api/profile",
    "https://evil.example/min-profil",
    "//evil.example",
  ])("leads home instead of to %s (RT3)", async (returnTo) => {
    const back = await newBrowser().logIn(`?returnTo=${encodeURIComponent(returnTo)}`);
    expect(back.headers.get("Location")).toBe("/");
  });

  it("leads nowhere but home for a whole collection of crafted addresses, there and back (RT1)", async () => {
    const collection = readFileSync(new URL("../http/testdata/open-redirects.txt", import.meta.url), "utf8");
    const payloads = collection.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(payloads.length).toBeGreaterThanOrEqual(300);
    const browser = newBrowser();
    for (const payload of payloads) {
      const returnTo = z.string().parse(JSON.parse(payload));
      const back = await browser.logIn(`?${new URLSearchParams({ returnTo }).toString()}`);
      expect(back.headers.get("Location"), payload).toBe("/");
    }
  }, 120_000);

  it.each([
    ["ten kilobytes", `/min-profil?${"x".repeat(10_000)}`],
    ["a second header", "/min-profil\r\nSet-Cookie: planted=1"],
    ["a second answer", "/min-profil\r\n\r\n<script>"],
    ["a NUL", "/min-profil\u0000"],
    ["a tab", "/\t/evil.example"],
  ])(
    "leads home when it is asked for with %s, and keeps no more than a cookie holds (RT4)",
    async (_what, returnTo) => {
      const started = await newBrowser().go(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
      const [line = "", ...others] = started.headers.getSetCookie();
      expect(others).toEqual([]);
      expect(line.length).toBeLessThan(4096);
      const back = await newBrowser().logIn(`?returnTo=${encodeURIComponent(returnTo)}`);
      expect(back.headers.get("Location")).toBe("/");
      expect(back.headers.getSetCookie().join()).not.toContain("planted");
    },
  );

  it("checks again on the way back where it leads (RT5)", async () => {
    const browser = newBrowser();
    const state = "sealed-elsewhere";
    const forged = await sealedTransaction({
      state,
      nonce: "n",
      codeVerifier: "v",
      returnTo: "https://evil.example/",
      replaces: null,
    });
    browser.setCookie(forged.name, forged.value);
    const back = await browser.go(`/auth/callback?code=a-code&state=${state}`);
    expect(sessionLine(back)).toBeDefined();
    expect(back.headers.get("Location")).toBe("/");
  });

  it("takes no session id that was there before it (SN1)", async () => {
    const browser = newBrowser();
    const planted = "p".repeat(43);
    browser.setCookie(SESSION_COOKIE, planted);
    await browser.logIn();
    expect(browser.cookies.get(SESSION_COOKIE)?.value).not.toBe(planted);
    const attacker = newBrowser();
    attacker.setCookie(SESSION_COOKIE, planted);
    expect(await loggedIn(attacker)).toBe(false);
    expect(await loggedIn(browser)).toBe(true);
  });

  it("ends the session that it replaces at once (SN2)", async () => {
    const browser = newBrowser();
    await browser.logIn();
    const copy = newBrowser();
    copy.setCookie(SESSION_COOKIE, browser.cookies.get(SESSION_COOKIE)?.value ?? "");
    expect(await loggedIn(copy)).toBe(true);
    await browser.logIn();
    expect(await loggedIn(copy)).toBe(false);
    expect(await loggedIn(browser)).toBe(true);
  });

  it("works in two tabs that come back in reverse order (OI3)", async () => {
    const browser = newBrowser();
    const first = await browser.go("/auth/login?returnTo=/min-profil");
    const second = await browser.go("/auth/login?returnTo=/personvern");
    expect((await browser.go(callbackOf(second), "abroad")).headers.get("Location")).toBe("/personvern");
    expect((await browser.go(callbackOf(first), "abroad")).headers.get("Location")).toBe("/min-profil");
  });
});

describe("the way back from ID-porten", () => {
  it("makes no session in a browser that started no log-in (OI4)", async () => {
    const started = await newBrowser().go("/auth/login");
    const victim = newBrowser();
    const back = await victim.go(callbackOf(started), "abroad");
    expect(back.headers.get("Location")).toMatch(/^\/feil\/login-expired\?ref=/);
    expect(sessionLine(back)).toBeUndefined();
  });

  it("leaves the present session alone when it brings another one's log-in (OI4)", async () => {
    const started = await newBrowser().go("/auth/login");
    const victim = newBrowser();
    await victim.logIn();
    await victim.go(callbackOf(started), "abroad");
    expect(await loggedIn(victim)).toBe(true);
  });

  it("makes one session of one log-in, however often it is loaded (OI5)", async () => {
    const browser = newBrowser();
    const callback = callbackOf(await browser.go("/auth/login"));
    await browser.go(callback, "abroad");
    const again = await browser.go(callback, "abroad");
    expect(again.headers.get("Location")).toMatch(/^\/feil\/login-expired\?ref=/);
    expect(sessionLine(again)).toBeUndefined();
  });

  it("leads a person to words and not to JSON when the log-in failed, without code and state (ER6)", async () => {
    parts.identityProvider.answerWith("login-cancelled");
    const back = await newBrowser().logIn();
    parts.identityProvider.answerWith({ nationalId: OLA, sid: null, acr: "idporten-loa-high" });
    expect(back.status).toBe(303);
    expect(back.headers.get("Location")).toMatch(/^\/feil\/login-cancelled\?ref=[\w-]+$/);
    expect(parts.events("authn_login_fail").at(-1)).toContain('"failure":"login-cancelled"');
  });

  it("remembers on the page of a failed log-in what the log-in was for (P21)", async () => {
    parts.identityProvider.answerWith("login-cancelled");
    const back = await newBrowser().logIn("?returnTo=/tilbake");
    parts.identityProvider.answerWith({ nationalId: OLA, sid: null, acr: "idporten-loa-high" });
    expect(back.headers.get("Location")).toMatch(/^\/feil\/login-cancelled\?ref=[\w-]+&returnTo=%2Ftilbake$/);
  });

  it.each(["https://evil.example/tilbake", "//evil.example", "/auth/logout"])(
    "names no place but a page of ours there: not %s (RT3)",
    async (returnTo) => {
      parts.identityProvider.answerWith("login-cancelled");
      const back = await newBrowser().logIn(`?returnTo=${encodeURIComponent(returnTo)}`);
      parts.identityProvider.answerWith({ nationalId: OLA, sid: null, acr: "idporten-loa-high" });
      expect(back.headers.get("Location")).toMatch(/^\/feil\/login-cancelled\?ref=[\w-]+$/);
    },
  );

  it("says so when ID-porten does not answer, before anything is stored", async () => {
    const alone = portalParts();
    alone.identityProvider.goDown();
    const browser = createTestBrowser(await createApp({ ...alone.deps, ...store }));
    const started = await browser.go("/auth/login?returnTo=/tilbake");
    expect(started.headers.get("Location")).toMatch(
      /^\/feil\/idporten-unavailable\?ref=.*&returnTo=%2Ftilbake$/,
    );
    expect(browser.cookies.size).toBe(0);
  });

  it("leaves neither persons nor secrets in the log (LG1)", () => {
    expect(parts.lines.length).toBeGreaterThan(0);
    expect(parts.traces()).toEqual([]);
  });
});

/** As the portal itself would seal it, were there a fault in what it checks on the way out. */
async function sealedTransaction(stored: Parameters<typeof parts.deps.transactions.remember>[1]) {
  const sealing = new Hono().get("/", async (c) => {
    await parts.deps.transactions.remember(c, stored);
    return c.body(null);
  });
  const [line = ""] = (await sealing.request("/")).headers.getSetCookie();
  const [name = "", value = ""] = line.split(";", 1)[0]?.split("=") ?? [];
  return { name, value };
}
