import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { createApp } from "../app.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { createTestBrowser } from "./testing/test-browser.ts";

const operation = z.object({
  summary: z.string().min(1),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string().min(1),
      content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })),
    }),
  ),
});
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) });

/** What a visitor may ask; everything else stands behind the session. */
const PUBLIC = new Set(["get /api/portal", "get /api/session"]);

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let operations: Map<string, z.infer<typeof operation>>;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
  const { paths } = document.parse(await (await app.request("/api/openapi.json")).json());
  operations = new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => [`${method} ${path}`, described]),
    ),
  );
});
afterAll(() => store.database.close());

describe("the API's document", () => {
  it("names every API route that the app has, and no other", () => {
    const routes = app.routes
      .filter(
        ({ method, path }) => method !== "ALL" && path.startsWith("/api/") && path !== "/api/openapi.json",
      )
      .map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    expect(new Set(operations.keys())).toEqual(new Set(routes));
    expect(operations.size).toBe(7);
  });

  it("describes each answer with a schema", () => {
    for (const [name, { responses }] of operations) {
      expect(responses, name).toHaveProperty("200");
      for (const { content } of Object.values(responses)) {
        for (const { schema } of Object.values(content))
          expect(Object.keys(schema).length, name).toBeGreaterThan(0);
      }
    }
  });

  it("describes every failure as problem+json", () => {
    for (const [name, { responses }] of operations) {
      const failures = Object.entries(responses).filter(([status]) => status !== "200");
      for (const [, { content }] of failures)
        expect(Object.keys(content), name).toEqual(["application/problem+json"]);
    }
  });

  it("describes the body of every route that takes one", () => {
    const taking = [...operations].filter(([name]) => /^(post|put|patch) /.test(name));
    expect(taking.length).toBeGreaterThan(0);
    for (const [name, { requestBody }] of taking)
      expect(requestBody?.content, name).toHaveProperty(["application/json"]);
  });
});

describe("without a session", () => {
  it("every route but the public ones is 401 as a problem and never a redirect (AZ3)", async () => {
    const visitor = createTestBrowser(app);
    const closed = [...operations.keys()].filter((name) => !PUBLIC.has(name));
    expect(closed).toHaveLength(5);
    for (const name of closed) {
      const [method = "", path = ""] = name.split(" ");
      const answer = await visitor.ask(
        method.toUpperCase(),
        path,
        /^(post|put)/.test(method) ? {} : undefined,
      );
      expect(answer.status, name).toBe(401);
      expect(answer.headers.get("Content-Type"), name).toBe("application/problem+json");
      expect(answer.headers.get("Location"), name).toBeNull();
    }
  });
});
