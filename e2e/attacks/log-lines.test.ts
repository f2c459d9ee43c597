import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readCorpus } from "./corpora/read-corpus.ts";
import { exchange, NAVIGATION, rawRequest } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Row LG5 of security-and-reliability.md: whoever writes into a field of a request writes no log. */
const texts = readCorpus("hostile-texts.jsonl", z.strictObject({ name: z.string(), text: z.string() }));
/** What a terminal or an editor obeys instead of showing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const OWN_PAGE = { "X-Portal": "1", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json" };

let target: Target;
let visitor: Visitor;
beforeAll(async () => {
  target = await startTarget({ log: "debug" });
  visitor = createVisitor(target);
  await visitor.logIn();
});
afterAll(() => target.close());

const cookies = () => [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
const own = () => ({ ...OWN_PAGE, Origin: target.origin, Cookie: cookies() });

/** Every field that a stranger fills, by the request that brings the text there. */
const fields: Record<
  string,
  (text: string) => [method: string, path: string, headers: Record<string, string>, body?: string]
> = {
  returnTo: (text) => ["GET", `/auth/login?returnTo=${encoded(text)}`, NAVIGATION],
  locale: (text) => ["GET", `/auth/login?locale=${encoded(text)}`, NAVIGATION],
  state: (text) => ["GET", `/auth/callback?code=a&state=${encoded(text)}`, NAVIGATION],
  "error and its description": (text) => [
    "GET",
    `/auth/callback?error=${encoded(text)}&error_description=${encoded(text)}`,
    NAVIGATION,
  ],
  "issuer and session of a logout": (text) => [
    "GET",
    `/auth/frontchannel-logout?iss=${encoded(text)}&sid=${encoded(text)}`,
    NAVIGATION,
  ],
  "the token of a logout": (text) => [
    "POST",
    "/auth/backchannel-logout",
    { "Content-Type": "application/x-www-form-urlencoded" },
    `logout_token=${encoded(text)}`,
  ],
  "the work phone": (text) => ["PUT", "/api/profile/work-phone", own(), JSON.stringify({ phone: text })],
  "the system of a work phone": (text) => [
    "DELETE",
    `/api/profile/work-phone?system=${encoded(text)}`,
    own(),
  ],
  "the systems of a refresh": (text) => [
    "POST",
    "/api/profile/refresh",
    own(),
    JSON.stringify({ systems: [text] }),
  ],
  "a name in a body": (text) => ["POST", "/api/session", own(), JSON.stringify({ [text]: 1 })],
  "an address": (text) => ["GET", `/api/${encoded(text)}`, own()],
  "a failure's page": (text) => ["GET", `/feil/${encoded(text)}`, NAVIGATION],
  "a cookie": (text) => ["GET", "/api/profile", { ...OWN_PAGE, Cookie: `__Host-Http-sid=${oneLine(text)}` }],
  "a log-in's cookie": (text) => [
    "GET",
    "/auth/callback?code=c&state=s",
    { ...NAVIGATION, Cookie: `__Host-Http-tx.00000000=${oneLine(text)}` },
  ],
  "a code": (text) => ["GET", `/auth/callback?code=${encoded(text)}&state=s`, NAVIGATION],
  "an issuer of a callback": (text) => [
    "GET",
    `/auth/callback?code=c&state=s&iss=${encoded(text)}`,
    NAVIGATION,
  ],
  "a session id of ID-porten": (text) => [
    "GET",
    `/auth/frontchannel-logout?iss=x&sid=${encoded(text)}`,
    NAVIGATION,
  ],
  "a logout token": (text) => [
    "POST",
    "/auth/backchannel-logout",
    { "Content-Type": "application/x-www-form-urlencoded" },
    `logout_token=${encoded(text)}`,
  ],
  "the content type": (text) => ["POST", "/api/session", { ...own(), "Content-Type": oneLine(text) }, "{}"],
  "our own header": (text) => ["GET", "/api/profile", { ...OWN_PAGE, "X-Portal": oneLine(text) }],
  "what is accepted": (text) => ["GET", "/nowhere", { ...NAVIGATION, Accept: oneLine(text) }],
  "where a request comes from": (text) => [
    "GET",
    "/api/profile",
    { ...OWN_PAGE, "Sec-Fetch-Site": oneLine(text) },
  ],
  "a request id": (text) => ["GET", "/api/profile", { ...OWN_PAGE, "X-Request-Id": oneLine(text) }],
  "the user agent": (text) => ["GET", "/api/profile", { ...OWN_PAGE, "User-Agent": oneLine(text) }],
  "the origin": (text) => ["POST", "/api/session", { ...own(), Origin: oneLine(text) }, "{}"],
  "a forwarded address": (text) => ["GET", "/api/profile", { ...OWN_PAGE, "X-Forwarded-For": oneLine(text) }],
  "a report of a violation": (text) => [
    "POST",
    "/csp-reports",
    { "Content-Type": "application/csp-report" },
    JSON.stringify({
      "csp-report": {
        "document-uri": `https://a.example/${text}`,
        "blocked-uri": text,
        "effective-directive": text,
      },
    }),
  ],
};

describe.each(Object.entries(fields))("%s", (_field, requestWith) => {
  test("is no log line of its own and no command to a terminal, whatever stands in it (LG5)", async () => {
    const before = target.log.text().split("\n").length;
    for (const { name, text } of texts) {
      const [method, path, headers, body = ""] = requestWith(text);
      const length = { "Content-Length": String(Buffer.byteLength(body)) };
      const answer = await exchange(
        target.origin,
        Buffer.from(rawRequest(method, path, { ...headers, ...length }, body)),
      );
      expect(answer.status, name).toBeGreaterThanOrEqual(200);
      expect(answer.status, name).toBeLessThan(500);
      expect([...answer.headers.keys()], name).not.toContain("forged");
    }
    expect(target.log.strays()).toEqual([]);
    const lines = target.log.text().split("\n");
    expect(lines.length - before).toBeGreaterThan(texts.length / 2);
    expect(lines.filter((line) => UNSEEN.test(line))).toEqual([]);
    expect(target.log.entries("forged_entry")).toEqual([]);
    expect(target.log.entries("unhandled_error")).toEqual([]);
  });
});

test("what a browser may report of a directive and an address reaches the log in plain form alone (LG5)", () => {
  const reported = target.log.entries("csp_violation");
  expect(reported.length).toBeGreaterThan(0);
  for (const { directive, document } of reported) {
    expect(directive).toMatch(/^[a-z-]+$/);
    expect(document).toMatch(/^[\x21-\x7e]+$/);
  }
});

/** Line breaks and NUL would end the header or be refused by Node; what is behind them is sent all the same. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, " ").trim();
}

/** As a client would write it into an address; half a surrogate pair has no form there. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
