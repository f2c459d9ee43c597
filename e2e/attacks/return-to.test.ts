import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openRedirects } from "./corpus.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const payloads = openRedirects();
/** For whole log-ins, each of which takes a moment. */
const sample = payloads.filter((_payload, place) => place % Math.ceil(payloads.length / 20) === 0);

/** Rows RT of security-and-reliability.md (4.4): where a log-in leads, whatever it was asked for. */
describe("the way back from a log-in", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());
  afterEach(() => {
    target.world.idporten.faults.clear();
  });

  test.each(payloads)(
    "leads to ID-porten and nowhere else, with a small cookie: %j (RT1, RT4)",
    async (payload) => {
      const answer = await createVisitor(target).get(asking(payload), { "Sec-Fetch-Dest": "document" });
      expect(answer.status).toBe(303);
      expect(new URL(answer.headers.get("location") ?? "").origin).toBe(target.world.idporten.loginOrigin);
      const cookies = answer.headers.getSetCookie();
      expect(cookies).toHaveLength(1);
      expect(Buffer.byteLength(cookies.join())).toBeLessThan(4096);
      // Header names that were never ours would show a second header or a second answer.
      expect([...answer.headers.keys()].filter((name) => /evil|x-injected/.test(name))).toEqual([]);
    },
  );

  test.each(sample.filter((_payload, place) => place % 4 === 0))(
    "is the landing page once the log-in is done: %j (RT1)",
    async (payload) => {
      const visitor = createVisitor(target);
      expect(await ends(visitor, await visitor.goThroughIdporten({ from: asking(payload) }))).toBe("/");
      expect(await visitor.isLoggedIn()).toBe(true);
    },
  );

  test.each(["/auth/logout", "/auth/login", "/api/profile", "/auth/frontchannel-logout"])(
    "is no address of ours that does something: %s (RT3)",
    async (address) => {
      const visitor = createVisitor(target);
      const callback = await visitor.goThroughIdporten({ from: asking(address) });
      expect(await ends(visitor, callback)).toBe("/");
    },
  );

  test("names no other place on the page of a log-in that failed (RT1)", async () => {
    target.world.idporten.faults.set({ callback: { code: null, error: "access_denied" } });
    for (const payload of sample.slice(0, 5)) {
      const visitor = createVisitor(target);
      const callback = await visitor.goThroughIdporten({ from: asking(payload) });
      expect(await ends(visitor, callback)).toMatch(/^\/feil\/login-cancelled\?ref=[\w-]+$/);
    }
  });

  const alterations: [how: string, alter: (sealed: string) => string][] = [
    [
      "a letter of it is another",
      (sealed) => sealed.replace(/.(?=[^.]*$)/, (letter) => (letter === "A" ? "B" : "A")),
    ],
    ["its seal is gone", (sealed) => sealed.split(".").slice(0, -1).join(".")],
    ["its beginning names another algorithm", (sealed) => sealed.replace(/^[^.]+/, encoded({ alg: "none" }))],
    [
      "its beginning names another key",
      (sealed) => sealed.replace(/^[^.]+/, encoded({ alg: "dir", enc: "A256GCM", kid: "x" })),
    ],
    ["it is open text", () => encoded({ state: "s", returnTo: "https://evil.example/" })],
    ["it is empty", () => ""],
  ];

  test.each(alterations)("is nowhere when the log-in's cookie was altered: %s (RT5)", async (_how, alter) => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten();
    for (const [name, value] of visitor.cookies) visitor.cookies.set(name, alter(value));
    expect(await ends(visitor, callback)).toMatch(/^\/feil\/login-expired\?ref=[\w-]+$/);
    expect(await visitor.isLoggedIn()).toBe(false);
  });

  test("is nowhere when the cookie of another log-in takes the place of its own (RT5)", async () => {
    const visitor = createVisitor(target);
    const callback = await visitor.goThroughIdporten();
    const other = createVisitor(target);
    await other.goThroughIdporten({ from: asking("/hjelp") });
    const [name = ""] = visitor.cookies.keys();
    const [value = ""] = other.cookies.values();
    visitor.cookies.set(name, value);
    expect(await ends(visitor, callback)).toMatch(/^\/feil\/login-expired\?ref=/);
  });
});

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function asking(returnTo: string): string {
  return `/auth/login?${new URLSearchParams({ returnTo }).toString()}`;
}

async function ends(visitor: Visitor, callback: URL): Promise<string | null> {
  return (await visitor.get(callback.pathname + callback.search)).headers.get("location");
}
