import { loggedOut } from "@foresattportal/shared/contract/session.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows LO of security-and-reliability.md: how a session ends from outside, and how it does not. */
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
    target.world.idporten.faults.set({ idToken: { set: { sid } } });
    await visitor.logIn(target.world.people[0]?.nationalId ?? "");
    target.world.idporten.faults.clear();
    if (!(await visitor.isLoggedIn())) throw new Error("The log-in before the test failed");
  });

  const deliver = (token: string) =>
    fetch(`${target.origin}/auth/backchannel-logout`, {
      method: "POST",
      body: new URLSearchParams({ logout_token: token }),
    });

  test("here ends the session before it sends the browser to ID-porten", async () => {
    const answer = await visitor.ask("POST", "/auth/logout");
    const url = new URL(loggedOut.parse(await answer.json()).redirectTo);
    expect(url.origin).toBe(target.world.idporten.loginOrigin);
    expect(url.searchParams.get("client_id")).toBe(client());
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(`${target.origin}/utlogget`);
    expect(url.searchParams.get("id_token_hint")).toBeNull();
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("here cannot be caused by another page", async () => {
    const answer = await fetch(`${target.origin}/auth/logout`, {
      method: "POST",
      headers: {
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        "Sec-Fetch-Site": "cross-site",
      },
    });
    expect(answer.status).toBe(403);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("elsewhere ends the session by the front channel, without any cookie", async () => {
    const query = new URLSearchParams({ iss: `${target.world.idporten.issuer}/`, sid });
    const answer = await fetch(`${target.origin}/auth/frontchannel-logout?${query.toString()}`);
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
    ["a session id of five kilobytes", () => ({ iss: target.world.idporten.issuer, sid: "x".repeat(5000) })],
  ])("by the front channel with %s ends nothing and looks the same", async (_name, query) => {
    const params = new URLSearchParams(Object.entries(query()));
    const answer = await fetch(`${target.origin}/auth/frontchannel-logout?${params.toString()}`);
    expect(answer.status).toBe(200);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("elsewhere ends the session by the back channel", async () => {
    const answer = await deliver(await target.world.idporten.signLogoutToken({ aud: client(), sid }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("by the back channel works with a key that is a moment old", async () => {
    await target.world.idporten.rotateKeys();
    const answer = await deliver(await target.world.idporten.signLogoutToken({ aud: client(), sid }));
    expect(answer.status).toBe(200);
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  const forgeries: [
    name: string,
    claims: Record<string, unknown>,
    options?: { typ?: string; signature?: "foreign-key" | "none" },
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
    ["of another type", {}, { typ: "JWT" }],
    ["signed by a foreign key", {}, { signature: "foreign-key" }],
    ["that is not signed", {}, { signature: "none" }],
  ];

  test.each(forgeries)("token %s is refused and ends nothing", async (_name, claims, options) => {
    const answer = await deliver(
      await target.world.idporten.signLogoutToken({ aud: client(), sid, ...claims }, options),
    );
    expect(answer.status).toBe(400);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("token is refused the second time", async () => {
    const token = await target.world.idporten.signLogoutToken({ aud: client(), sid: "another-session" });
    expect((await deliver(token)).status).toBe(200);
    expect((await deliver(token)).status).toBe(400);
  });

  test("call without a token is refused", async () => {
    const answer = await fetch(`${target.origin}/auth/backchannel-logout`, {
      method: "POST",
      body: new URLSearchParams(),
    });
    expect(answer.status).toBe(400);
  });
});
