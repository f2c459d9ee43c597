import { problem } from "@foresattportal/shared/contract/failures.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownPageOperations, type Operation } from "./addresses.ts";
import { exchange, rawRequest, type RawAnswer } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows CF of security-and-reliability.md: every address of the API and every kind of page that is not ours. */
let target: Target;
let visitor: Visitor;
let operations: Operation[];

beforeAll(async () => {
  target = await startTarget({ log: "info" });
  visitor = createVisitor(target);
  await visitor.logIn();
  operations = await ownPageOperations(target);
});
afterAll(() => target.close());

const isUnsafe = ({ method }: Operation): boolean => method !== "GET" && method !== "HEAD";

/** With the victim's cookies, as our page asks but for the headers given; an empty one is left out. */
function send(
  { method, path }: Operation,
  changed: Record<string, string>,
  to: { target: Target; visitor: Visitor } = { target, visitor },
): Promise<RawAnswer> {
  const body = method === "POST" || method === "PUT" ? '{"phone":"22000001"}' : "";
  const headers: Record<string, string> = {
    Cookie: [...to.visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    "X-Portal": "1",
    Origin: to.target.publicOrigin,
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
    "Content-Type": "application/json",
    ...changed,
  };
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
  return exchange(to.target.origin, rawRequest(method, path, sent, body));
}

interface Attacker {
  readonly name: string;
  readonly headers: Record<string, string>;
  /** Whether the attack is one on what changes something alone. */
  readonly unsafeOnly?: true;
}

const EVIL = "https://evil.example";
const OLD_BROWSER = { "Sec-Fetch-Site": "", "Sec-Fetch-Mode": "" };
/** A request that no page but ours can make carries our header; each of these has it where a fault in CORS would let it. */
const attackers: Attacker[] = [
  { name: "a form without our header (CF1)", headers: { "X-Portal": "" } },
  { name: "a script that guesses at our header (CF1)", headers: { "X-Portal": "true" } },
  { name: "a header that is sent twice (CF1)", headers: { "X-Portal": "1, 1" } },
  { name: "another site (CF2)", headers: { "Sec-Fetch-Site": "cross-site", Origin: EVIL } },
  { name: "another site that names our origin (CF2)", headers: { "Sec-Fetch-Site": "cross-site" } },
  { name: "a sibling under the same domain (CF3)", headers: { "Sec-Fetch-Site": "same-site" } },
  { name: "a tool of the browser (CF2)", headers: { "Sec-Fetch-Site": "none" } },
  { name: "a fetch site that does not exist", headers: { "Sec-Fetch-Site": "same-origin, cross-site" } },
  {
    name: "an address that is typed or clicked (CF9)",
    headers: { "X-Portal": "", Origin: "", "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate" },
  },
  {
    name: "a form of another site in an old browser (CF5)",
    headers: { ...OLD_BROWSER, Origin: EVIL },
    unsafeOnly: true,
  },
  {
    name: "a sandboxed frame in an old browser (CF5)",
    headers: { ...OLD_BROWSER, Origin: "null" },
    unsafeOnly: true,
  },
  {
    name: "nobody in particular in an old browser (CF5)",
    headers: { ...OLD_BROWSER, Origin: "" },
    unsafeOnly: true,
  },
  {
    name: "our own name on another scheme (CF5)",
    headers: { ...OLD_BROWSER, Origin: "gopher://localhost" },
    unsafeOnly: true,
  },
  { name: "another origin, whatever the fetch site says", headers: { Origin: EVIL }, unsafeOnly: true },
  { name: "two origins", headers: { Origin: `https://localhost, ${EVIL}` }, unsafeOnly: true },
];

test("the matrix knows every operation of the API (CF1)", () => {
  expect(operations.length).toBeGreaterThan(7);
  expect(operations.filter(isUnsafe).length).toBeGreaterThan(4);
});

describe("every address refuses", () => {
  test.each(attackers)("$name", async ({ headers, unsafeOnly }) => {
    const attacked = operations.filter((operation) => unsafeOnly !== true || isUnsafe(operation));
    const refusedBefore = target.log.entries("malicious_csrf").length;
    for (const operation of attacked) {
      const answer = await send(operation, headers);
      expect(answer.status, operation.name).toBe(403);
      expect(problem.parse(JSON.parse(answer.body)), operation.name).toMatchObject({
        type: "/problems/csrf",
        code: "csrf",
      });
      expect(answer.headers.has("set-cookie"), operation.name).toBe(false);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    await target.log.untilEntries("malicious_csrf", refusedBefore + attacked.length);
    expect([target.world.school.calls.writes, target.world.kindergarten.calls.writes]).toEqual([0, 0]);
    expect(await visitor.isLoggedIn()).toBe(true);
  });
});

describe("another origin", () => {
  test("gets no permission from any address, neither in a preflight nor behind it (CF7)", async () => {
    for (const { method, path, name } of operations) {
      const preflight = {
        Origin: EVIL,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "x-portal, content-type",
      };
      for (const asked of ["OPTIONS", method, "GET"]) {
        const answer = await exchange(target.origin, rawRequest(asked, path, preflight));
        expect(answer.status, name).toBeGreaterThanOrEqual(400);
        expect(
          [...answer.headers.keys()].filter((header) => header.startsWith("access-control-")),
          name,
        ).toEqual([]);
      }
    }
  });

  test("cannot send JSON under a name that needs no preflight (CF12)", async () => {
    const taking = operations.filter(({ method, path }) => method !== "DELETE" && path.startsWith("/api/"));
    for (const operation of taking.filter(isUnsafe)) {
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]) {
        const answer = await send(operation, { "Content-Type": type });
        expect(answer.status, `${operation.name} «${type}»`).toBe(415);
      }
    }
    expect(target.world.school.calls.writes).toBe(0);
  });
});

describe("a link", () => {
  test("reaches nothing that changes something: 405, and what would be known (CF10)", async () => {
    const readable = new Set(operations.filter((operation) => !isUnsafe(operation)).map(({ path }) => path));
    const unsafe = operations.filter((operation) => isUnsafe(operation) && !readable.has(operation.path));
    expect(unsafe.length).toBeGreaterThan(2);
    for (const { path } of unsafe) {
      for (const method of ["GET", "HEAD"]) {
        const answer = await send({ method, path, name: path }, {});
        expect(answer.status, `${method} ${path}`).toBe(405);
        expect(answer.headers.get("allow"), path).toMatch(/POST|PUT|DELETE/);
      }
    }
  });
});

describe("a logout by the back channel", () => {
  test("is not asked for header, origin or fetch site: its token speaks for it (CF11)", async () => {
    const { idporten, bffEnvironment } = target.world;
    const token = await idporten.signLogoutToken({
      aud: bffEnvironment["IDPORTEN_CLIENT_ID"] ?? "",
      sid: "nobody",
    });
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ logout_token: token }).toString();
    const answer = await exchange(target.origin, rawRequest("POST", "/auth/backchannel-logout", form, body));
    expect(answer.status).toBe(200);
  });
});

describe("our own page", () => {
  test("is let in by its origin in a browser that sends no fetch metadata (CF4)", async () => {
    const read = { method: "GET", path: "/api/profile", name: "" };
    const write = { method: "PUT", path: "/api/profile/work-phone", name: "" };
    expect((await send(read, OLD_BROWSER)).status).toBe(200);
    expect((await send(write, OLD_BROWSER)).status).toBe(200);
  });
});

describe("behind a proxy that ends TLS", () => {
  let behind: Target;
  let guardian: Visitor;
  beforeAll(async () => {
    behind = await startTarget({ publicOrigin: "https://minprofil.example.no" });
    guardian = createVisitor(behind);
    await guardian.logIn();
  });
  afterAll(() => behind.close());

  test("our own page is let in, and the portal's inner name is nobody's (CF6)", async () => {
    const asked = { method: "PUT", path: "/api/profile/work-phone", name: "" };
    const proxied = { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "minprofil.example.no" };
    const to = { target: behind, visitor: guardian };
    expect((await send(asked, { ...proxied, Host: "minprofil.example.no" }, to)).status).toBe(200);
    expect((await send(asked, proxied, to)).status).toBe(200);
    expect((await send(asked, { ...OLD_BROWSER, ...proxied }, to)).status).toBe(200);
    for (const inside of [behind.origin, "http://minprofil.example.no"])
      expect((await send(asked, { ...proxied, Origin: inside }, to)).status).toBe(403);
  });
});
