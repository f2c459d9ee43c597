import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { fetchKept } from "../canary/fetch-kept.ts";
import { assetPaths, ownPageOperations, type Operation } from "./addresses.ts";
import { exchange, NAVIGATION, rawRequest } from "./raw-socket.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

/** Rows CH of security-and-reliability.md: what may lie where somebody else finds it. */
let target: Target;
let visitor: Visitor;
let operations: Operation[];

beforeAll(async () => {
  target = await startTarget();
  visitor = createVisitor(target);
  await visitor.logIn();
  operations = await ownPageOperations(target);
});
afterAll(() => target.close());

/** The one answer of the API that is the same for all. */
const FOR_ALL = "GET /api/portal";

describe("nobody keeps", () => {
  test("any answer of the API, be it given or refused (CH1)", async () => {
    const stranger = createVisitor(target);
    // Logging out comes last.
    for (const { method, path, name } of operations) {
      const body = method === "POST" || method === "PUT" ? {} : undefined;
      for (const answer of [await stranger.ask(method, path, body), await visitor.ask(method, path, body)]) {
        const expected = name === FOR_ALL ? "private, max-age=300" : "no-store";
        expect(answer.headers.get("cache-control"), name).toBe(expected);
        expect(answer.headers.get("etag"), name).toBeNull();
        expect(answer.headers.get("last-modified"), name).toBeNull();
      }
    }
  });

  test.each(["/auth/login", "/auth/callback?code=a&state=b", "/auth/frontchannel-logout"])(
    "what happens at %s (CH1)",
    async (path) => {
      const answer = await exchange(target.origin, rawRequest("GET", path, NAVIGATION));
      expect(answer.headers.get("cache-control")).toBe("no-store");
    },
  );
});

describe("a browser may keep", () => {
  test("what has a hash in its name for a year, and a mark for a day (CH2)", async () => {
    const paths = await assetPaths(target);
    expect(paths.filter((path) => path.startsWith("/assets/")).length).toBeGreaterThan(2);
    for (const path of paths) {
      const answer = await fetchKept(target.origin + path);
      const caching = path.startsWith("/assets/")
        ? "public, max-age=31536000, immutable"
        : "public, max-age=86400";
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get("cache-control"), path).toBe(caching);
    }
  });

  test.each([...Object.values(PAGES), "/feil/login-level"])(
    "the document at %s only to ask again, and it is the same for everybody (CH3)",
    async (path) => {
      const [logged, stranger] = [await visitor.get(path), await fetchKept(target.origin + path)];
      expect(logged.headers.get("cache-control")).toBe("no-cache");
      expect(logged.headers.get("content-type")).toMatch(/^text\/html/);
      expect(await logged.text()).toBe(await stranger.text());
    },
  );
});

describe("an address that only looks like a file", () => {
  const suffixes = [
    "/fake.css",
    "/x.js",
    "/..%2ffake.css",
    ";a.css",
    "%2ffake.css",
    "%00.css",
    "/.css",
    ".css",
  ];

  test("is 404 as a problem, never a person's data and never the document (CH4)", async () => {
    const guardian = createVisitor(target);
    await guardian.logIn();
    for (const { path } of operations.filter(({ method }) => method === "GET")) {
      for (const suffix of suffixes) {
        const answer = await guardian.ask("GET", path + suffix);
        expect(answer.status, path + suffix).toBe(404);
        expect(answer.headers.get("content-type"), path + suffix).toBe("application/problem+json");
        expect(answer.headers.get("cache-control"), path + suffix).toBe("no-store");
      }
    }
  });

  test.each([
    "/assets/missing-a1b2c3.js",
    "/assets/",
    "/marks/nobody.svg",
    "/min-profil/fake.css",
    "/fake.css",
  ])("like %s is 404 and kept by nobody (CH4)", async (path) => {
    for (const headers of [{}, NAVIGATION]) {
      const answer = await exchange(target.origin, rawRequest("GET", path, headers));
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toMatch(/^no-(store|cache)$/);
    }
  });

  test.each([
    "/assets/../index.html",
    "/assets/%2e%2e/index.html",
    "/assets/..%2f..%2fpackage.json",
    "/assets/..\\index.html",
    "//etc/hostname",
  ])("like %s leads out of no folder (CH4)", async (path) => {
    const answer = await exchange(target.origin, rawRequest("GET", path));
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).not.toMatch(/foresattportal|<html/);
  });
});
