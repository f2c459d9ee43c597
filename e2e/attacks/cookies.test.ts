import { problem } from "@foresattportal/shared/contract/failures.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { assetPaths, OPEN_PATHS, ownPageOperations } from "./addresses.ts";
import { readCorpus } from "./corpora/read-corpus.ts";
import { exchange, NAVIGATION, rawRequest, type RawAnswer } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows CK of security-and-reliability.md: what the portal leaves in a browser, and what it makes of what it gets back. */
const SID = "__Host-Http-sid";
const KNOWN = /^__Host-Http-(?:sid|tx\.[\da-f]{8})=/;
const CLEARED = `${SID}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`;
const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin" };

const strange = readCorpus("session-cookies.jsonl", z.strictObject({ name: z.string(), value: z.string() }));

let target: Target;
let visitor: Visitor;
beforeAll(async () => {
  target = await startTarget({ log: "info" });
  visitor = createVisitor(target);
});
afterAll(() => target.close());

function cookies(): string {
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function profileWith(cookie: string): string {
  return rawRequest("GET", "/api/profile", { ...OWN_PAGE, Cookie: cookie });
}

function withCookie(cookie: string): Promise<RawAnswer> {
  return exchange(target.origin, Buffer.from(profileWith(cookie)));
}

/** In two headers, as HTTP/2 allows and proxies may forward. */
function withTwoHeaders(first: string, second: string): Promise<RawAnswer> {
  return exchange(target.origin, profileWith(first).replace(/\r\n\r\n$/, `\r\nCookie: ${second}\r\n\r\n`));
}

describe("the log-in", () => {
  test("leaves a sealed transaction that scripts cannot read and that goes in ten minutes (CK2)", async () => {
    const answer = await visitor.get("/auth/login?returnTo=/min-profil", { "Sec-Fetch-Dest": "document" });
    const [line = "", ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^__Host-Http-tx\.[\da-f]{8}=[\w-]+(?:\.[\w-]*)+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(line.length).toBeLessThan(1024);
    const readable = (line.split(/[=;]/)[1] ?? "")
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString());
    expect(readable.join(" ")).not.toMatch(/min-profil|verifier|nonce|state/);
  });

  test("leaves a session that scripts, other sites and other hosts cannot use, and takes its transaction away (CK1)", async () => {
    const [session = "", ...others] = (await visitor.logIn()).headers.getSetCookie().toSorted();
    expect(session).toMatch(/^__Host-Http-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(others).toHaveLength(1);
    expect(others[0]).toMatch(
      /^__Host-Http-tx\.[\da-f]{8}=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});

describe("the whole portal", () => {
  test("sets no cookie but these two, and none with an asset or a page (CK3)", async () => {
    const asked: [name: string, answer: RawAnswer][] = [];
    for (const path of [...OPEN_PATHS, ...(await assetPaths(target))])
      for (const headers of [NAVIGATION, { ...NAVIGATION, Cookie: cookies() }])
        asked.push([`GET ${path}`, await exchange(target.origin, rawRequest("GET", path, headers))]);
    for (const { method, path, name } of await ownPageOperations(target)) {
      const headers = { ...OWN_PAGE, "Content-Type": "application/json", Cookie: cookies() };
      const body = method === "POST" || method === "PUT" ? "{}" : "";
      asked.push([name, await exchange(target.origin, rawRequest(method, path, headers, body))]);
    }
    const setters = new Set<string>();
    for (const [name, { headers }] of asked) {
      const line = headers.get("set-cookie");
      if (line === undefined) continue;
      expect(line, name).toMatch(KNOWN);
      setters.add(name);
    }
    expect([...setters].toSorted()).toEqual(["GET /auth/login", "POST /auth/logout"]);
  });
});

describe("a session's cookie", () => {
  test.each(strange)(
    "that is $name is refused and cleared, and told once to the log (CK6)",
    async ({ value }) => {
      const before = target.log.entries("session_invalid").length;
      const answer = await withCookie(`${SID}=${value}`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("set-cookie")).toBe(CLEARED);
      expect(problem.parse(JSON.parse(answer.body)).code).toBe("no-session");
      expect(answer.body).not.toContain(" at ");
      const entries = await target.log.untilEntries("session_invalid", before + 1);
      expect(entries).toHaveLength(before + 1);
      expect(target.log.entries("unhandled_error")).toEqual([]);
    },
  );

  test("that is there twice is always the first: the same answer each time, and never a mixture (CK5)", async () => {
    await visitor.logIn();
    const own = `${SID}=${visitor.cookies.get(SID) ?? ""}`;
    const planted = `${SID}=${"p".repeat(43)}`;
    for (let round = 0; round < 3; round += 1) {
      expect((await withCookie(`${own}; ${planted}`)).status).toBe(200);
      expect((await withCookie(`${planted}; ${own}`)).status).toBe(401);
    }
    expect((await withTwoHeaders(own, planted)).status).toBe(200);
    expect((await withTwoHeaders(planted, own)).status).toBe(401);
  });

  test("under another name than ours is none (CK5)", async () => {
    const token = visitor.cookies.get(SID) ?? "";
    for (const name of [
      "sid",
      "__Host-sid",
      "__host-http-sid",
      "__Host-Http-sid ",
      " __Host-Http-SID",
      "__Secure-sid",
    ])
      expect((await withCookie(`${name}=${token}`)).status, name).toBe(name.trim() === SID ? 200 : 401);
  });
});
