import { problem } from "@foresattportal/shared/contract/failures.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchKept } from "../canary/fetch-kept.ts";
import { causeFault } from "../run/portal-process.ts";
import {
  answerOn,
  exchange,
  NAVIGATION,
  openSocket,
  parse,
  rawRequest,
  type RawAnswer,
} from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

const REQUEST_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

let target: Target;
beforeAll(async () => {
  target = await startTarget({ log: "info" });
});
afterAll(() => target.close());

/** As a person goes there. */
function go(path: string): Promise<RawAnswer> {
  return exchange(target.origin, rawRequest("GET", path, NAVIGATION));
}

describe("a refused request", () => {
  test("says in one documented form what kind of failure it is, and names the request (ER1, ER4)", async () => {
    const visitor = createVisitor(target);
    for (const [method, path] of [
      ["GET", "/api/profile"],
      ["POST", "/api/profile/refresh"],
      ["GET", "/api/unknown"],
      ["POST", "/unknown"],
      ["POST", "/auth/backchannel-logout"],
    ] as const) {
      const answer = await visitor.ask(method, path);
      expect(answer.headers.get("content-type"), path).toBe("application/problem+json");
      const told = problem.parse(await answer.json());
      expect(told.status, path).toBe(answer.status);
      expect(told.requestId, path).toMatch(REQUEST_ID);
    }
  });

  test("names paths and reasons of invalid input and never a value (ER2)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn();
    const answer = await visitor.ask("PUT", "/api/profile/work-phone", {
      phone: "not-a-phone-9f3a",
      systems: ["unknown-system-9f3a"],
    });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(problem.parse(JSON.parse(text)).faults?.length).toBeGreaterThan(0);
    expect(text).not.toContain("9f3a");
  });

  test("bears an id of ours, whatever id the client sends (LG7)", async () => {
    for (const sent of ["01810112345", "my-own-id", "00000000-0000-4000-8000-000000000000"]) {
      const answer = await fetchKept(`${target.origin}/api/profile`, { headers: { "X-Request-Id": sent } });
      const { requestId } = problem.parse(await answer.json());
      expect(requestId).toMatch(REQUEST_ID);
      expect(requestId).not.toBe(sent);
      await expect.poll(() => target.log.text()).toContain(requestId);
    }
    expect(target.log.text()).not.toContain("my-own-id");
  });

  test("during the log-in leads a person to a page of words with an id to quote, and no JSON (ER6)", async () => {
    for (const query of ["", "?code=a&state=b", "?error=access_denied&state=b", "?state=a&state=b"]) {
      const answer = await go(`/auth/callback${query}`);
      expect(answer.status, query).toBe(303);
      const page = answer.headers.get("location") ?? "";
      expect(page, query).toMatch(/^\/feil\/(login-expired|invalid-input)\?ref=[\da-f-]{36}$/);
      const shown = await go(page);
      expect(shown.status, query).toBe(400);
      expect(shown.headers.get("content-type"), query).toMatch(/^text\/html/);
    }
  });

  test("and whoever hangs up in the middle leave nothing outside the log (ER1)", async () => {
    const document = await (await fetchKept(`${target.origin}/`)).text();
    const asset = /\/assets\/[^"]+\.js/.exec(document)?.[0] ?? "";
    for (const begun of [
      `GET ${asset} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      "POST /api/session HTTP/1.1\r\nHost: localhost\r\nX-Portal: 1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
      "POST /auth/backchannel-logout HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nlogou",
    ]) {
      const socket = await openSocket(target.origin);
      socket.write(begun, () => socket.resetAndDestroy());
      await answerOn(socket);
    }
    const strange = "GET /api/%E0%A4%A HTTP/1.1\r\nHost: a@b\r\nConnection: close\r\n\r\n";
    expect((await exchange(target.origin, strange)).status).toBe(400);
    await fetchKept(`${target.origin}/api/last-request`);
    expect(target.log.strays()).toEqual([]);
    expect(target.log.entries("unhandled_error")).toEqual([]);
  });
});

describe.each([
  ["exception", "RangeError"],
  ["rejection", "TypeError"],
  ["rejection-without-error", "UnhandledPromiseRejection"],
] as const)("a fault of our own that is an uncaught %s (ER3)", (fault, name) => {
  let broken: Target;
  beforeAll(async () => {
    broken = await startTarget({ log: "info", breakable: true, world: target.world });
  });
  afterAll(() => broken.close());

  test("ends the process as failed: told by name alone, not ready any more, requests under way answered", async () => {
    const socket = await openSocket(broken.origin);
    const answered = answerOn(socket);
    // Under way when the fault comes: its last line is still to be sent.
    socket.write("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    await causeFault(broken.portal(), fault, "secret 01810112345 at db://portal:password@db");
    const [entry] = await broken.log.untilEntries("unhandled_error", 1);
    expect(entry).toMatchObject({ level: 60, error: name });
    socket.write("\r\n");
    expect(parse(await answered)).toMatchObject({ status: 503, body: expect.stringContaining("stopping") });
    expect(await broken.portal().exited).toBe(1);
    for (const secret of ["secret", "password", "01810112345"])
      expect(broken.log.text()).not.toContain(secret);
    expect(broken.log.strays()).toEqual([]);
  });
});
