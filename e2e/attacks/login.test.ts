import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import type { IdportenFault } from "../world/idporten/index.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

/** Rows OI of security-and-reliability.md (4.3): what must not become a session. */
describe("the log-in", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());
  afterEach(() => {
    target.world.idporten.faults.clear();
  });

  test("lets in a person whose log-in is right in every respect", async () => {
    const visitor = createVisitor(target);
    const answer = await visitor.logIn();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/min-profil");
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  const aWeekAgo = Math.floor(Date.now() / 1000) - 7 * 24 * 3600;
  const wrongAnswers: [name: string, fault: IdportenFault, failure: string][] = [
    ["with another state than the one sent (OI5)", { callback: { state: "another" } }, "login-expired"],
    ["without a state (OI5)", { callback: { state: null } }, "login-expired"],
    ["from another issuer (OI6)", { callback: { iss: "https://idporten.example" } }, "login-rejected"],
    ["that names no issuer (OI6)", { callback: { iss: null } }, "login-rejected"],
    ["whose ID token has another nonce (OI9)", { idToken: { set: { nonce: "another" } } }, "login-rejected"],
    ["whose ID token has no nonce (OI9)", { idToken: { delete: ["nonce"] } }, "login-rejected"],
    [
      "whose ID token is of another issuer (OI9)",
      { idToken: { set: { iss: "https://idporten.example" } } },
      "login-rejected",
    ],
    [
      "whose ID token is for another client (OI9)",
      { idToken: { set: { aud: "another-client" } } },
      "login-rejected",
    ],
    ["whose ID token has expired (OI9)", { idToken: { set: { exp: 1_700_000_000 } } }, "login-rejected"],
    ["whose ID token was issued a week ago (OI9)", { idToken: { set: { iat: aWeekAgo } } }, "login-rejected"],
    [
      "whose ID token is for us and for another client (OI9)",
      { idToken: { set: { aud: ["min-profil", "another-client"] } } },
      "login-rejected",
    ],
    [
      "whose ID token does not say until when it is good (OI9)",
      { idToken: { delete: ["exp"] } },
      "login-rejected",
    ],
    [
      "whose ID token does not say since when it is good (OI9)",
      { idToken: { delete: ["iat"] } },
      "login-rejected",
    ],
    [
      "whose ID token is signed by a foreign key (OI9)",
      { idToken: { signature: "foreign-key" } },
      "login-rejected",
    ],
    [
      "whose ID token names an unknown key (OI9)",
      { idToken: { signature: "unknown-kid" } },
      "login-rejected",
    ],
    ["whose ID token is not signed (OI9)", { idToken: { signature: "none" } }, "login-rejected"],
    [
      "whose ID token is signed with the public key as a secret (OI9)",
      { idToken: { signature: "hs256-public-key" } },
      "login-rejected",
    ],
    [
      "at a lower level than asked for (OI10)",
      { idToken: { set: { acr: "idporten-loa-low" } } },
      "login-level",
    ],
    ["at a level of another name (OI10)", { idToken: { set: { acr: "Level4" } } }, "login-level"],
    ["that names no level (OI10)", { idToken: { delete: ["acr"] } }, "login-level"],
    ["without a national id (OI11)", { idToken: { delete: ["pid"] } }, "login-no-national-id"],
    [
      "whose national id has wrong check digits (OI11)",
      { idToken: { set: { pid: "15848730023" } } },
      "login-no-national-id",
    ],
  ];

  test.each(wrongAnswers)("refuses an answer %s", async (_name, fault, failure) => {
    const visitor = createVisitor(target);
    target.world.idporten.faults.set(fault);
    const answer = await visitor.logIn();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(new RegExp(`^/feil/${failure}\\?ref=`));
    expect([...visitor.cookies.keys()].filter((name) => name.endsWith("sid"))).toEqual([]);
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("refuses an ID token without a national id before it asks a register or KRR (OI11)", async () => {
    const visitor = createVisitor(target);
    target.world.idporten.faults.set({ idToken: { delete: ["pid"] } });
    const before = target.world.maskinporten.tokenRequests;
    await visitor.logIn();
    expect((await visitor.ask("GET", "/api/profile")).status).toBe(401);
    expect(target.world.maskinporten.tokenRequests).toBe(before);
  });

  test.each(["500", "html", "half-json", "flood", "hang"] as const)(
    "says within five seconds that ID-porten fails when its token answer is %s, and forgets the log-in (OI13)",
    async (fault) => {
      const visitor = createVisitor(target);
      const callback = await visitor.goThroughIdporten();
      target.world.idporten.faults.set({ tokenEndpoint: fault });
      const asked = performance.now();
      const answer = await visitor.get(callback.pathname + callback.search);
      expect(performance.now() - asked).toBeLessThan(5000);
      expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Host-Http-tx\.\w+=; Max-Age=0/),
      ]);
      expect(visitor.cookies.size).toBe(0);
      const page = await visitor.get(answer.headers.get("location") ?? "", { Accept: "text/html" });
      expect(page.status).toBe(503);
    },
  );

  test.each([
    ["cancelled", "access_denied", "login-cancelled", 403],
    ["was refused", "invalid_request", "login-rejected", 400],
    ["hears of an error that nobody has documented", "brand_new_error", "login-rejected", 400],
  ])(
    "leads a person who %s to words with a way on, and to no log-in by itself (OI7)",
    async (_who, error, failure, status) => {
      const visitor = createVisitor(target);
      target.world.idporten.faults.set({ callback: { code: null, error } });
      const answer = await visitor.logIn();
      const location = answer.headers.get("location") ?? "";
      expect(location).toMatch(new RegExp(`^/feil/${failure}\\?ref=[\\w-]+&returnTo=%2Fmin-profil$`));
      const page = await visitor.get(location, { Accept: "text/html" });
      expect(page.status).toBe(status);
      expect(page.headers.get("refresh")).toBeNull();
      expect(await page.text()).not.toMatch(/http-equiv=.?refresh/i);
    },
  );

  test("shows nothing of what an error says of itself (OI8)", async () => {
    const visitor = createVisitor(target);
    const text = "<script>alert(1)</script>";
    target.world.idporten.faults.set({
      callback: { code: null, error: "invalid_request", error_description: text },
    });
    const answer = await visitor.logIn();
    const location = answer.headers.get("location") ?? "";
    expect(location).not.toMatch(/script|%3c/i);
    const page = await visitor.get(location, { Accept: "text/html" });
    expect(await page.text()).not.toContain("alert(1)");
  });

  test("ends with words and a reference however often it fails, and never begins again by itself (OI16)", async () => {
    const visitor = createVisitor(target);
    target.world.idporten.faults.set({ callback: { state: "another" } });
    for (let time = 0; time < 4; time += 1) {
      const answer = await visitor.logIn();
      const location = answer.headers.get("location") ?? "";
      expect(location).toMatch(/^\/feil\/login-expired\?ref=[\w-]+$/);
      const page = await visitor.get(location, { Accept: "text/html" });
      expect([page.status, page.headers.get("location"), page.headers.get("refresh")]).toEqual([
        400,
        null,
        null,
      ]);
    }
  });

  test.each([
    ["an image", "image"],
    ["a script", "empty"],
    ["a frame", "iframe"],
    ["an object", "object"],
  ])("is begun by nobody but a person who goes there: not by %s (OI14)", async (_who, destination) => {
    const answer = await createVisitor(target).get("/auth/login", { "Sec-Fetch-Dest": destination });
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("begins anew each time, with nothing in the address that it can be taken up by (OI1, OI2)", async () => {
    const visitor = createVisitor(target);
    const starts = [await visitor.get("/auth/login"), await visitor.get("/auth/login")];
    const addresses = starts.map((start) => new URL(start.headers.get("location") ?? ""));
    for (const [number, address] of addresses.entries()) {
      expect(starts[number]?.status).toBe(303);
      expect(address.origin + address.pathname).toBe(`${target.world.idporten.loginOrigin}/authorize`);
      expect([...address.searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
    }
    expect(new Set(addresses.map((address) => address.searchParams.get("request_uri"))).size).toBe(2);
    expect([...visitor.cookies.keys()]).toHaveLength(2);
  });

  test("leaves a session alone when a callback comes that another browser began (OI4)", async () => {
    const [attacker, victim] = [createVisitor(target), createVisitor(target)];
    await victim.logIn();
    const callback = await attacker.goThroughIdporten({
      nationalId: target.world.people[1]?.nationalId ?? "",
    });
    await victim.get(callback.pathname + callback.search);
    expect(await victim.isLoggedIn()).toBe(true);
  });

  test("refuses a log-in that another browser began (OI4)", async () => {
    const attacker = createVisitor(target);
    const victim = createVisitor(target);
    const callback = await attacker.goThroughIdporten();
    const answer = await victim.get(callback.pathname + callback.search);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
    expect(await victim.isLoggedIn()).toBe(false);
  });

  test("makes no second session out of the same callback (OI5)", async () => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten();
    await visitor.get(callback.pathname + callback.search);
    const again = await visitor.get(callback.pathname + callback.search);
    expect(again.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
  });

  test("refuses a transaction cookie that was altered (OI5, RT5)", async () => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten();
    for (const [name, value] of visitor.cookies) visitor.cookies.set(name, `${value.slice(0, -4)}AAAA`);
    const answer = await visitor.get(callback.pathname + callback.search);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
  });

  test("lets two tabs log in at once and come back in the other order (OI3)", async () => {
    const visitor = createVisitor(target);
    const first = await visitor.goThroughIdporten();
    const second = await visitor.goThroughIdporten();
    const answers = [
      await visitor.get(second.pathname + second.search),
      await visitor.get(first.pathname + first.search),
    ];
    expect(answers.map((answer) => answer.headers.get("location"))).toEqual(["/min-profil", "/min-profil"]);
  });

  test("never keeps a session id that was there before (SN1, SN2)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn();
    const before = new Map(visitor.cookies);
    await visitor.logIn();
    expect(visitor.cookies.get("__Host-Http-sid")).not.toBe(before.get("__Host-Http-sid"));
    const old = createVisitor(target);
    for (const [name, value] of before) old.cookies.set(name, value);
    expect(await old.isLoggedIn()).toBe(false);
  });

  test("goes on working when ID-porten signs with a new key (TM3)", async () => {
    const visitor = createVisitor(target);
    await target.world.idporten.rotateKeys();
    await visitor.logIn();
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("serves the words of a failure with the failure's own status", async () => {
    const visitor = createVisitor(target);
    const answer = await visitor.get("/feil/login-level", { Accept: "text/html" });
    expect(answer.status).toBe(403);
  });
});

/** A portal that has not met ID-porten yet: what it is told first is what it has to go by. */
describe("ID-porten's metadata", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());

  const foreign: [what: string, fault: IdportenFault][] = [
    ["names another issuer", { metadataIssuer: "https://idporten.example" }],
    [
      "leads people elsewhere",
      { metadataAddresses: { authorization_endpoint: "http://evil.example/authorize" } },
    ],
    ["leads codes elsewhere", { metadataAddresses: { token_endpoint: "http://evil.example/token" } }],
    ["has its keys elsewhere", { metadataAddresses: { jwks_uri: "http://evil.example/jwks.json" } }],
  ];

  test.each(foreign)("that %s lets nobody log in, and leads nobody there (OI12)", async (_what, fault) => {
    target.world.idporten.faults.set(fault);
    const answer = await createVisitor(target).get("/auth/login", { "Sec-Fetch-Dest": "document" });
    const location = answer.headers.get("location") ?? "";
    expect(location).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const page = await fetchKept(target.origin + location, { headers: { Accept: "text/html" } });
    expect(page.status).toBe(503);
  });

  test("lets people log in as soon as it is right", async () => {
    target.world.idporten.faults.clear();
    const begin = async () => {
      const answer = await createVisitor(target).get("/auth/login", { "Sec-Fetch-Dest": "document" });
      return new URL(answer.headers.get("location") ?? "", target.origin).origin;
    };
    await expect.poll(begin, { timeout: 5000 }).toBe(target.world.idporten.loginOrigin);
  });
});
