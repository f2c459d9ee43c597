import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { IdportenFault } from "../world/idporten/index.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

/** Rows OI of security-and-reliability.md: what must not become a session. */
describe("the log-in", () => {
  let target: Target;
  let guardian: string;

  beforeAll(async () => {
    target = await startTarget();
    guardian = target.world.people[0]?.nationalId ?? "";
  });
  afterAll(() => target.close());
  afterEach(() => {
    target.world.idporten.faults.clear();
  });

  test("lets in a person whose log-in is right in every respect", async () => {
    const visitor = createVisitor(target);
    const answer = await visitor.logIn(guardian);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/min-profil");
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  const wrongAnswers: [name: string, fault: IdportenFault, failure: string][] = [
    ["with another state than the one sent", { callback: { state: "another" } }, "login-expired"],
    ["without a state", { callback: { state: null } }, "login-expired"],
    ["from another issuer", { callback: { iss: "https://idporten.example" } }, "login-rejected"],
    ["that names no issuer", { callback: { iss: null } }, "login-rejected"],
    ["whose ID token has another nonce", { idToken: { set: { nonce: "another" } } }, "login-rejected"],
    ["whose ID token has no nonce", { idToken: { delete: ["nonce"] } }, "login-rejected"],
    [
      "whose ID token is of another issuer",
      { idToken: { set: { iss: "https://idporten.example" } } },
      "login-rejected",
    ],
    [
      "whose ID token is for another client",
      { idToken: { set: { aud: "another-client" } } },
      "login-rejected",
    ],
    ["whose ID token has expired", { idToken: { set: { exp: 1_700_000_000 } } }, "login-rejected"],
    [
      "whose ID token is signed by a foreign key",
      { idToken: { signature: "foreign-key" } },
      "login-rejected",
    ],
    ["whose ID token names an unknown key", { idToken: { signature: "unknown-kid" } }, "login-rejected"],
    ["whose ID token is not signed", { idToken: { signature: "none" } }, "login-rejected"],
    [
      "whose ID token is signed with the public key as a secret",
      { idToken: { signature: "hs256-public-key" } },
      "login-rejected",
    ],
    ["at a lower level than asked for", { idToken: { set: { acr: "idporten-loa-low" } } }, "login-level"],
    ["that names no level", { idToken: { delete: ["acr"] } }, "login-level"],
    ["without a national id", { idToken: { delete: ["pid"] } }, "login-no-national-id"],
    [
      "whose national id has wrong check digits",
      { idToken: { set: { pid: "15848730023" } } },
      "login-no-national-id",
    ],
  ];

  test.each(wrongAnswers)("refuses an answer %s", async (_name, fault, failure) => {
    const visitor = createVisitor(target);
    target.world.idporten.faults.set(fault);
    const answer = await visitor.logIn(guardian);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(new RegExp(`^/feil/${failure}\\?ref=`));
    expect([...visitor.cookies.keys()].filter((name) => name.endsWith("sid"))).toEqual([]);
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test.each(["500", "html", "half-json"] as const)(
    "says that ID-porten fails when its token answer is %s",
    async (fault) => {
      const visitor = createVisitor(target);
      target.world.idporten.faults.set({ tokenEndpoint: fault });
      const answer = await visitor.logIn(guardian);
      expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
      expect(await visitor.isLoggedIn()).toBe(false);
    },
  );

  test("gives up on a token answer that never comes, within six seconds", async () => {
    const visitor = createVisitor(target);
    target.world.idporten.faults.set({ tokenEndpoint: "hang" });
    const callback = await visitor.goThroughIdporten(guardian);
    const answer = await visitor.get(callback.pathname + callback.search);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
  }, 6000);

  test("refuses a log-in that another browser began", async () => {
    const attacker = createVisitor(target);
    const victim = createVisitor(target);
    const callback = await attacker.goThroughIdporten(guardian);
    const answer = await victim.get(callback.pathname + callback.search);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
    expect(await victim.isLoggedIn()).toBe(false);
  });

  test("makes no second session out of the same callback", async () => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten(guardian);
    await visitor.get(callback.pathname + callback.search);
    const again = await visitor.get(callback.pathname + callback.search);
    expect(again.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
  });

  test("refuses a transaction cookie that was altered", async () => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten(guardian);
    for (const [name, value] of visitor.cookies) visitor.cookies.set(name, `${value.slice(0, -4)}AAAA`);
    const answer = await visitor.get(callback.pathname + callback.search);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
  });

  test("lets two tabs log in at once and come back in the other order", async () => {
    const visitor = createVisitor(target);
    const first = await visitor.goThroughIdporten(guardian);
    const second = await visitor.goThroughIdporten(guardian);
    const answers = [
      await visitor.get(second.pathname + second.search),
      await visitor.get(first.pathname + first.search),
    ];
    expect(answers.map((answer) => answer.headers.get("location"))).toEqual(["/min-profil", "/min-profil"]);
  });

  test("never keeps a session id that was there before", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn(guardian);
    const before = new Map(visitor.cookies);
    await visitor.logIn(guardian);
    expect(visitor.cookies.get("__Host-Http-sid")).not.toBe(before.get("__Host-Http-sid"));
    const old = createVisitor(target);
    for (const [name, value] of before) old.cookies.set(name, value);
    expect(await old.isLoggedIn()).toBe(false);
  });

  test("goes on working when ID-porten signs with a new key", async () => {
    const visitor = createVisitor(target);
    await target.world.idporten.rotateKeys();
    await visitor.logIn(guardian);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("serves the words of a failure with the failure's own status", async () => {
    const visitor = createVisitor(target);
    const answer = await visitor.get("/feil/login-level", { Accept: "text/html" });
    expect(answer.status).toBe(403);
  });
});
