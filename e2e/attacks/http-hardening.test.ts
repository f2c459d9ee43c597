import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readCorpus } from "./corpora/read-corpus.ts";
import { answerOn, exchange, NAVIGATION, openSocket, rawRequest } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows HT of security-and-reliability.md: what is sent past every browser, over sockets of our own. */
const LIMIT = 16 * 1024;
const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" };
const BODY_ROUTES = [
  ["POST", "/api/session"],
  ["POST", "/api/profile/refresh"],
  ["PUT", "/api/profile/work-phone"],
] as const;

const brokenRequests = readCorpus(
  "broken-requests.jsonl",
  z.strictObject({ name: z.string(), raw: z.string() }),
);
const brokenBodies = readCorpus(
  "broken-bodies.jsonl",
  z.strictObject({ name: z.string(), body: z.string() }),
);

let target: Target;
beforeAll(async () => {
  target = await startTarget({ log: "info" });
});
afterAll(() => target.close());

const send = (...request: Parameters<typeof rawRequest>) => exchange(target.origin, rawRequest(...request));

describe("a request that two readers may read differently", () => {
  test.each(brokenRequests)("with $name is 400 and nothing behind it is read (HT4)", async ({ raw }) => {
    const answer = await exchange(target.origin, Buffer.from(raw, "latin1"));
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain("HTTP/1.1");
  });

  test("is no fault of ours in the log", () => {
    const statuses = target.log.entries("request").map(({ status }) => Number(status));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(target.log.entries("unhandled_error")).toEqual([]);
  });
});

describe.concurrent("who is slow on purpose", () => {
  test("is told so when the headers are not there in time (HT1)", { timeout: 40_000 }, async () => {
    const drops = Array.from({ length: 80 }, () => "X-Drop: 1\r\n");
    const answer = await exchange(
      target.origin,
      ["GET /livez HTTP/1.1\r\nHost: localhost\r\n", ...drops],
      300,
    );
    expect(answer.status).toBe(408);
    expect(answer.headers.get("connection")).toBe("close");
  });

  test(
    "is told so when the body is not there in time, and breaks nothing (HT2)",
    { timeout: 50_000 },
    async () => {
      const head = rawRequest("POST", "/auth/backchannel-logout", { "Content-Length": "1000" });
      const drops = Array.from({ length: 110 }, () => "x");
      expect((await exchange(target.origin, [head, ...drops], 300)).status).toBe(408);
      expect((await send("GET", "/livez")).status).toBe(200);
      expect(target.log.entries("unhandled_error")).toEqual([]);
      expect(target.log.strays()).toEqual([]);
    },
  );

  test(
    "loses its place: 600 idle connections are closed, and others are served meanwhile (HT8)",
    {
      // Who has asked once may be idle for 65 seconds.
      timeout: 180_000,
    },
    async () => {
      const asked = await Promise.all(Array.from({ length: 500 }, () => openSocket(target.origin)));
      const silent = await Promise.all(Array.from({ length: 100 }, () => openSocket(target.origin)));
      const ends = [...asked, ...silent].map(answerOn);
      for (const socket of asked) socket.write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
      expect((await createVisitor(target).get("/")).status).toBe(200);
      const answers = await Promise.all(ends);
      expect(answers.filter((text) => text.startsWith("HTTP/1.1 200"))).toHaveLength(500);
      expect(answers.filter((text) => text.startsWith("HTTP/1.1 408"))).toHaveLength(100);
    },
  );
});

describe("what is too large", () => {
  test.each([
    ["a header", { "X-Large": "x".repeat(9 * 1024) }],
    ["many headers", Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`X-${i}`, "x".repeat(96)]))],
    ["cookies", { Cookie: "a=b; ".repeat(1900) }],
  ])("%s of 9 KB is 431 (HT3)", async (_what, headers) => {
    expect((await send("GET", "/livez", headers)).status).toBe(431);
  });

  test("an address of 9 KB is 431 (HT3)", async () => {
    expect((await send("GET", `/livez?${"x".repeat(9 * 1024)}`)).status).toBe(431);
  });

  test("7 KB of headers are let in", async () => {
    expect((await send("GET", "/livez", { "X-Large": "x".repeat(7 * 1024) })).status).toBe(200);
  });

  test.each(BODY_ROUTES)(
    "%s %s takes no byte more than 16 KB, however it is sent (HT5)",
    async (method, path) => {
      const fits = "x".repeat(LIMIT);
      expect((await send(method, path, OWN_PAGE, fits)).status).toBe(401);
      expect((await send(method, path, OWN_PAGE, `${fits}x`)).status).toBe(413);
      expect((await send(method, path, { ...OWN_PAGE, Expect: "100-continue" }, `${fits}x`)).body).toContain(
        "HTTP/1.1 413",
      );
      const head = rawRequest(method, path, OWN_PAGE).replace(
        /Content-Length: 0/,
        "Transfer-Encoding: chunked",
      );
      const size = (LIMIT + 1).toString(16);
      // The last chunk never comes: nobody waits for it.
      expect((await exchange(target.origin, `${head}${size}\r\n${fits}x\r\n`)).status).toBe(413);
    },
  );
});

describe("a name that is not ours", () => {
  const disguises: [what: string, headers: Record<string, string>, prefix: string][] = [
    ["as the host", { Host: "evil.example" }, ""],
    ["in the address", {}, "http://evil.example"],
    ["as a forwarded host", { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher" }, ""],
    ["as a forwarding proxy", { Forwarded: "host=evil.example;proto=gopher;for=127.0.0.1" }, ""],
    ["as an original address", { "X-Original-URL": "/livez", "X-Rewrite-URL": "http://evil.example/" }, ""],
  ];

  test.each(disguises)("%s comes into no link and no redirect (HT6)", async (_what, headers, prefix) => {
    const login = await send("GET", `${prefix}/auth/login`, { ...NAVIGATION, ...headers });
    expect(login.status).toBe(303);
    expect(new URL(login.headers.get("location") ?? "").origin).toBe(target.world.idporten.loginOrigin);
    const back = await send("GET", `${prefix}/auth/callback?error=access_denied`, {
      ...NAVIGATION,
      ...headers,
    });
    expect(back.headers.get("location")).toMatch(/^\/feil\/login-expired\?ref=/);
    const logout = await send("POST", `${prefix}/auth/logout`, {
      ...OWN_PAGE,
      Origin: target.origin,
      ...headers,
    });
    expect(logout.status).toBe(200);
    expect(logout.body).toContain(encodeURIComponent(`${target.origin}/utlogget`));
    for (const { body, headers: told } of [login, back, logout])
      expect(`${[...told.values()].join()}${body}`).not.toMatch(/evil|gopher/);
  });

  test.each(["a@b", "localhost:99999", "local host", "[::1", "a/b", "a\\b"])(
    "that is no name («%s») is 400 (HT6)",
    async (host) => {
      expect((await send("GET", "/livez", { Host: host })).status).toBe(400);
    },
  );
});

describe("a method that no address knows", () => {
  test.each(["TRACE", "PROPFIND", "OPTIONS", "PATCH", "LOCK", "PURGE"])(
    "%s is 405, says what is known, and echoes nothing (HT7)",
    async (method) => {
      for (const path of ["/", "/min-profil", "/api/profile", "/auth/login", "/assets/a.js", "/livez"]) {
        const answer = await send(method, path, { Cookie: "secret-7d1f=1" });
        expect(answer.status, path).toBe(405);
        expect(answer.headers.get("allow"), path).toMatch(/^GET, HEAD/);
        expect(answer.body, path).not.toContain("secret-7d1f");
      }
      expect((await send(method, "/unknown")).status).toBe(404);
    },
  );

  test("CONNECT is 405 and opens no tunnel (HT7)", async () => {
    for (const to of ["example.com:443", new URL(target.world.idporten.loginOrigin).host, "localhost:22"]) {
      const answer = await exchange(
        target.origin,
        `CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      );
      expect(answer.status, to).toBe(405);
      expect(answer.headers.get("allow"), to).toBe("GET, HEAD, POST, PUT, DELETE");
      expect(answer.body, to).toBe("");
    }
  });

  test("an upgrade to another protocol is not made (HT7)", async () => {
    const headers = { Connection: "Upgrade, close", Upgrade: "websocket", "Sec-WebSocket-Version": "13" };
    expect((await send("GET", "/livez", headers)).status).toBe(200);
  });
});

describe("a body", () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = createVisitor(target);
    await visitor.logIn();
  });

  const cookies = () => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const own = (): Record<string, string> => ({ ...OWN_PAGE, Origin: target.origin, Cookie: cookies() });

  test.each(brokenBodies)(
    "that is $name is 400 at every route and changes nothing (HT9)",
    async ({ body }) => {
      for (const [method, path] of BODY_ROUTES) {
        const answer = await exchange(target.origin, Buffer.from(rawUtf8(method, path, own(), body)));
        expect(answer.status, path).toBe(400);
        expect(JSON.parse(answer.body), path).toMatchObject({ code: "invalid-input" });
      }
      expect([target.world.school.calls.writes, target.world.kindergarten.calls.writes]).toEqual([0, 0]);
      expect(await visitor.isLoggedIn()).toBe(true);
    },
  );

  test.each(BODY_ROUTES)("that is packed is not unpacked by %s %s (HT10)", async (method, path) => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024, "["));
    expect(bomb.length).toBeLessThan(LIMIT);
    const packed = { ...own(), "Content-Encoding": "gzip", "Content-Length": String(bomb.length) };
    const head = Buffer.from(rawRequest(method, path, packed));
    expect((await exchange(target.origin, Buffer.concat([head, bomb]))).status).toBe(415);
  });

  test("of a documented form is taken all the same", async () => {
    expect((await send("POST", "/api/session", own(), "{}")).status).toBe(200);
  });
});

/** Lengths count bytes, and some of these bodies are no ASCII. */
function rawUtf8(method: string, path: string, headers: Record<string, string>, body: string): string {
  return rawRequest(method, path, { ...headers, "Content-Length": String(Buffer.byteLength(body)) }, body);
}
