import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assetPaths, OPEN_PATHS, ownPageOperations } from "./addresses.ts";
import { exchange, NAVIGATION, rawRequest, type RawAnswer } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

/** Rows HD of security-and-reliability.md. What a policy stops in a browser is shown in e2e/journeys. */
const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" };
const FRAMED = "/auth/frontchannel-logout";
const REPORTS = "/csp-reports";

let target: Target;
beforeAll(async () => {
  target = await startTarget({ log: "warn", settings: { TRUSTED_PROXIES: "loopback" } });
});
afterAll(() => target.close());

const send = (...request: Parameters<typeof rawRequest>) => exchange(target.origin, rawRequest(...request));

/** Answers of the app to everything that it knows and much that it does not, by the request. */
async function manyAnswers(): Promise<Map<string, RawAnswer>> {
  const answers = new Map<string, RawAnswer>();
  for (const path of [...OPEN_PATHS, ...(await assetPaths(target)), "/assets/missing.js"])
    for (const method of ["GET", "HEAD", "POST"])
      answers.set(`${method} ${path}`, await send(method, path, NAVIGATION));
  for (const { method, path, name } of await ownPageOperations(target)) {
    answers.set(name, await send(method, path, OWN_PAGE, method === "GET" ? "" : "{}"));
    answers.set(`${name} elsewhere`, await send(method, path));
    answers.set(`${name} too large`, await send(method, path, OWN_PAGE, "x".repeat(17_000)));
    answers.set(
      `${name} as text`,
      await send(method, path, { ...OWN_PAGE, "Content-Type": "text/plain" }, "{}"),
    );
  }
  return answers;
}

describe("every answer of the app, whatever its status", () => {
  let answers: Map<string, RawAnswer>;
  beforeAll(async () => {
    answers = await manyAnswers();
  });

  test("is one of those that are meant here", () => {
    const statuses = new Set([...answers.values()].map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 303, 400, 401, 403, 404, 405, 413, 415]));
  });

  test("carries every security header (HD1, HD2, HD7)", () => {
    for (const [request, { headers }] of answers) {
      expect(Object.fromEntries(headers), request).toMatchObject({
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": request.endsWith(FRAMED) ? "cross-origin" : "same-origin",
        "origin-agent-cluster": "?1",
        "permissions-policy":
          "camera=(), geolocation=(), microphone=(), payment=(), usb=(), fullscreen=(), display-capture=()",
      });
    }
  });

  test("forbids every frame, but for the one route that ID-porten shows in one (HD3)", () => {
    for (const [request, { headers }] of answers) {
      const isFramed = request.endsWith(FRAMED);
      const framer = isFramed ? target.world.idporten.loginOrigin : "'none'";
      expect(headers.get("content-security-policy"), request).toContain(`frame-ancestors ${framer}`);
      expect(headers.get("x-frame-options"), request).toBe(isFramed ? undefined : "DENY");
    }
  });

  test("has a policy without any way around it (HD3)", () => {
    const harmless = new Set([
      "'self'",
      "'none'",
      "'script'",
      "csp",
      REPORTS,
      target.world.idporten.loginOrigin,
    ]);
    for (const [request, { headers }] of answers) {
      const policy = parsePolicy(headers.get("content-security-policy") ?? "");
      for (const [directive, sources] of policy) {
        const others = sources.filter((source) => !harmless.has(source));
        expect(others, `${request}: ${directive}`).toEqual(directive === "img-src" ? ["data:"] : []);
      }
      expect(policy.get("default-src"), request).toEqual(["'none'"]);
      if (request.endsWith(FRAMED)) continue;
      expect(policy.get("script-src"), request).toEqual(["'self'"]);
      for (const closed of ["base-uri", "object-src", "frame-ancestors"])
        expect(policy.get(closed), `${request}: ${closed}`).toEqual(["'none'"]);
    }
  });

  test("names no server and no version (HD8)", () => {
    for (const [request, { headers }] of answers) {
      for (const name of ["server", "x-powered-by", "via", "x-aspnet-version"])
        expect(headers.has(name), `${request}: ${name}`).toBe(false);
      expect([...headers.values()].join(" "), request).not.toMatch(/\b(hono|node(js)?|vite|express)\b/i);
    }
  });
});

describe("an answer that Node gives before the app", () => {
  test.each([
    ["that is no HTTP", "nonsense\r\n\r\n", 400],
    ["without a host", "GET / HTTP/1.1\r\n\r\n", 400],
    ["with a host that is no name", rawRequest("GET", "/", { Host: "a@b" }), 400],
    ["with large headers", rawRequest("GET", "/", { "X-Large": "x".repeat(9000) }), 431],
    ["for a tunnel", "CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n", 405],
  ])(
    "to a request %s has nothing in it, also no name of a server (HD1, HD8)",
    async (_what, request, status) => {
      const answer = await exchange(target.origin, request);
      expect(answer.status).toBe(status);
      // An empty body that came in chunks is its last chunk.
      expect(answer.body).toMatch(/^(0\r\n\r\n)?$/);
      expect(answer.headers.has("server")).toBe(false);
    },
  );
});

describe("the address for reports of violations", () => {
  test("takes no thousand reports of 50 KB: each is refused before it is read, and the portal goes on (HD9)", async () => {
    const large = report("x".repeat(50_000));
    const statuses = new Map<number, number>();
    for (let sent = 0; sent < 1000; sent += 20) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          send("POST", REPORTS, { "Content-Type": "application/reports+json" }, large),
        ),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].every((status) => status === 413 || status === 429)).toBe(true);
    expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(1000);
    expect(target.log.entries("csp_violation")).toEqual([]);
    expect((await createVisitor(target).get("/")).status).toBe(200);
  });

  test("logs of a report where it happened and what was stopped, without query, fragment and sample (HD9)", async () => {
    const answer = await send(
      "POST",
      REPORTS,
      { "Content-Type": "application/reports+json" },
      report("sample-4f1c"),
    );
    expect(answer.status).toBe(204);
    const [entry] = await target.log.untilEntries("csp_violation", 1);
    expect(entry).toMatchObject({
      directive: "script-src-elem",
      document: `${target.origin}/min-profil`,
      blocked: "https://evil.example/a.js",
    });
    expect(target.log.text()).not.toMatch(/4f1c|pid|01810112345/);
  });

  test("takes thirty small reports a minute from one address, and others' all the same (HD9)", async () => {
    const statuses = [];
    for (let sent = 0; sent < 31; sent += 1) statuses.push((await sendReportFrom("203.0.113.1")).status);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 204), 429]);
    expect((await sendReportFrom("203.0.113.2")).status).toBe(204);
  });
});

function sendReportFrom(address: string): Promise<RawAnswer> {
  const headers = { "Content-Type": "application/reports+json", "X-Forwarded-For": address };
  return send("POST", REPORTS, headers, report("small"));
}

function report(sample: string): string {
  const body = {
    documentURL: `${target.origin}/min-profil?pid=01810112345#x`,
    blockedURL: "https://evil.example/a.js?stolen=4f1c",
    effectiveDirective: "script-src-elem",
    sample,
  };
  return JSON.stringify([{ type: "csp-violation", body }]);
}

function parsePolicy(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}
