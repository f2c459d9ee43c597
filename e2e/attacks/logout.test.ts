import { loggedOut } from "@foresattportal/shared/contract/session.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import { malformedTokens } from "./corpus.ts";
import { callFrontChannel, deliverLogout, logoutToken } from "./logout-calls.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows LO of security-and-reliability.md (4.6): how a session ends from outside, and how it does not. */
describe("a logout", () => {
  let target: Target;
  let visitor: Visitor;
  let sid: string;
  const client = () => target.world.bffEnvironment["IDPORTEN_CLIENT_ID"] ?? "";

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());
  beforeEach(async () => {
    visitor = createVisitor(target);
    sid = `sid-${Math.random().toString(36).slice(2)}`;
    await visitor.logInWithin(sid);
    if (!(await visitor.isLoggedIn())) throw new Error("The log-in before the test failed");
  });

  const deliver = (token: string): Promise<Response> => deliverLogout(target, token);

  test("here ends the session before it sends the browser to ID-porten, and names no token there (LO1)", async () => {
    const answer = await visitor.ask("POST", "/auth/logout");
    const url = new URL(loggedOut.parse(await answer.json()).redirectTo);
    expect(url.origin).toBe(target.world.idporten.loginOrigin);
    expect(url.searchParams.get("client_id")).toBe(client());
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(`${target.origin}/utlogget`);
    expect(url.searchParams.get("state")).toBeTruthy();
    expect(url.searchParams.get("id_token_hint")).toBeNull();
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("here makes a copy of the cookie worthless, can be done twice, and clears no sibling's cookies (LO2, LO3, LO15)", async () => {
    const copy = createVisitor(target);
    for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
    const answers = [await visitor.ask("POST", "/auth/logout"), await visitor.ask("POST", "/auth/logout")];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    for (const { headers } of answers) expect(headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect((await copy.ask("GET", "/api/profile")).status).toBe(401);
  });

  test.each(["?state=of-somebody-else", "?state=%3Cscript%3E&returnTo=https%3A%2F%2Fevil.example", ""])(
    "comes back from ID-porten to a page of ours and nowhere else, whatever is asked with it: %s (LO4)",
    async (query) => {
      const answer = await visitor.get(`/utlogget${query}`, { Accept: "text/html" });
      expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).not.toContain("evil.example");
    },
  );

  test("here ends the session although ID-porten is down, and leads to words that say so (LO5)", async () => {
    target.world.idporten.faults.set({ down: true });
    const logOut = async (): Promise<unknown> => (await visitor.ask("POST", "/auth/logout")).json();
    // That its page answered a test ago counts for ten seconds.
    const options = { timeout: 15_000, interval: 500 };
    await expect.poll(logOut, options).toEqual({ redirectTo: "/utlogget?kun=her" });
    target.world.idporten.faults.clear();
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("here cannot be caused by another page", async () => {
    const answer = await fetchKept(`${target.origin}/auth/logout`, {
      method: "POST",
      headers: {
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "Sec-Fetch-Site": "cross-site",
      },
    });
    expect(answer.status).toBe(403);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("elsewhere ends the session by the front channel, without any cookie (LO6, LO8)", async () => {
    const answer = await callFrontChannel(target, { iss: `${target.world.idporten.issuer}/`, sid });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-frame-options")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain(
      `frame-ancestors ${target.world.idporten.loginOrigin}`,
    );
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test.each([
    ["another issuer", () => ({ iss: "https://idporten.example", sid })],
    ["an unknown session", () => ({ iss: target.world.idporten.issuer, sid: "unknown" })],
    ["no session", () => ({ iss: target.world.idporten.issuer })],
    ["a session id that no database takes", () => ({ iss: target.world.idporten.issuer, sid: "\u0000" })],
    ["a session id of five kilobytes", () => ({ iss: target.world.idporten.issuer, sid: "x".repeat(5000) })],
  ])("by the front channel with %s ends nothing and looks the same (LO7)", async (_name, query) => {
    const answer = await callFrontChannel(target, query());
    // One that does end a session, of somebody else.
    const other = createVisitor(target);
    await other.logInWithin(`${sid}-of-another`, target.world.people[1]?.nationalId);
    const iss = target.world.idporten.issuer;
    const same = await callFrontChannel(target, { iss, sid: `${sid}-of-another` });
    expect([answer.status, await answer.text()]).toEqual([same.status, await same.text()]);
    expect(answer.status).toBe(200);
    expect(await other.isLoggedIn()).toBe(false);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("elsewhere ends the session by the back channel (LO9)", async () => {
    const answer = await deliver(await logoutToken(target, { sid }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("by the back channel is answered within a second, 99 times of a hundred (LO9)", async () => {
    const took: number[] = [];
    for (let number = 0; number < 100; number += 1) {
      const token = await logoutToken(target, { sid: `${sid}-${String(number)}` });
      const sent = performance.now();
      expect((await deliver(token)).status).toBe(200);
      took.push(performance.now() - sent);
    }
    expect(took.sort((one, other) => one - other)[98]).toBeLessThan(1000);
  });

  test("by the back channel works with a key that is a moment old (LO11)", async () => {
    await target.world.idporten.rotateKeys();
    const answer = await deliver(await logoutToken(target, { sid }));
    expect(answer.status).toBe(200);
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  const forgeries: [
    name: string,
    claims: Record<string, unknown>,
    options?: {
      typ?: string | null;
      signature?: "foreign-key" | "unknown-kid" | "hs256-public-key" | "none";
    },
  ][] = [
    ["for another client", { aud: "another" }],
    ["of another issuer", { iss: "https://idporten.example" }],
    ["with a nonce", { nonce: "n" }],
    ["without the logout event", { events: undefined }],
    ["without an id of its own", { jti: undefined }],
    [
      "ten minutes old",
      { iat: Math.floor(Date.now() / 1000) - 600, exp: Math.floor(Date.now() / 1000) + 60 },
    ],
    ["that has expired", { exp: Math.floor(Date.now() / 1000) - 60 }],
    ["of another type (LO13)", {}, { typ: "JWT" }],
    ["without a type (LO13)", {}, { typ: null }],
    ["that is an ID token", { events: undefined, nonce: "n", acr: "idporten-loa-high" }, { typ: "JWT" }],
    ["that is an ID token and calls itself a logout", { nonce: "n", acr: "idporten-loa-high" }],
    ["that names neither session nor person", { sid: undefined }],
    ["that names a person and no session", { sid: undefined, sub: "pairwise" }],
    [
      "that was issued tomorrow",
      { iat: Math.floor(Date.now() / 1000) + 86_400, exp: Math.floor(Date.now() / 1000) + 86_700 },
    ],
    ["that does not say since when it is good", { iat: undefined }],
    ["with another event", { events: { "https://idporten.example/event": {} } }],
    ["signed with the public key as a secret", {}, { signature: "hs256-public-key" }],
    ["signed by a key that nobody has published", {}, { signature: "unknown-kid" }],
    ["signed by a foreign key", {}, { signature: "foreign-key" }],
    ["that is not signed", {}, { signature: "none" }],
  ];

  test.each(forgeries)("token %s is refused and ends nothing (LO10)", async (_name, claims, options) => {
    const answer = await deliver(await logoutToken(target, { sid, ...claims }, options));
    expect(answer.status).toBe(400);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("token is refused the second time (LO10)", async () => {
    const token = await logoutToken(target, { sid: "another-session" });
    expect((await deliver(token)).status).toBe(200);
    expect((await deliver(token)).status).toBe(400);
  });

  test("token is accepted when nothing is wrong with it, so that each refusal above has its own reason", async () => {
    expect((await deliver(await logoutToken(target, { sid }))).status).toBe(200);
  });

  test.each(malformedTokens())(
    "token that is none is refused and ends nothing: $what (LO10)",
    async ({ token }) => {
      const answer = await deliver(token);
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await visitor.isLoggedIn()).toBe(true);
    },
  );

  test("call without a token is refused (LO10)", async () => {
    const answer = await fetchKept(`${target.origin}/auth/backchannel-logout`, {
      method: "POST",
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(400);
  });
});
