import { problem } from "@foresattportal/shared/contract/failures.ts";
import { HTTPException } from "hono/http-exception";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../app.ts";
import { portalParts } from "../routes/testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "../routes/testing/test-browser.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";

const SECRET = "fnr 15838720231 at db://portal:password@db\n    at 15838720231 (kari@example.no)";
const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let browser: TestBrowser;
let fault: Error = new TypeError(SECRET);

function fail(): Promise<never> {
  return Promise.reject(fault);
}

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  browser = createTestBrowser(
    await createApp({ ...parts.deps, ...store, sessions: { ...store.sessions, create: fail }, ping: fail }),
  );
});
afterAll(() => store.database.close());

describe("a fault of ours", () => {
  it("is 500 as a problem that tells nothing of it (ER1)", async () => {
    const answer = await browser.ask("GET", "/readyz");
    expect(answer.status).toBe(500);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(problem.parse(await answer.json())).toEqual({
      type: "/problems/internal",
      title: "A fault of ours",
      status: 500,
      code: "internal",
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
  });

  it("is logged by name, place and request id, without its message, and nowhere else (ER1)", async () => {
    const stderr = vi.spyOn(process.stderr, "write");
    const { requestId } = problem.parse(await (await browser.ask("GET", "/readyz")).json());
    const line = parts.events("unhandled_error").at(-1) ?? "";
    expect(JSON.parse(line)).toMatchObject({ requestId, error: "TypeError" });
    expect(line).toContain("error-handler.test.ts");
    for (const secret of ["fnr", "password", "kari", "10000000000"]) expect(line).not.toContain(secret);
    expect(stderr).not.toHaveBeenCalled();
  });

  it("has the same answer in production and development (ER4)", async () => {
    const bodies = [];
    for (const mode of ["production", "development"]) {
      vi.stubEnv("NODE_ENV", mode);
      bodies.push({ ...problem.parse(await (await browser.ask("GET", "/readyz")).json()), requestId: "" });
    }
    vi.unstubAllEnvs();
    expect(bodies[0]).toEqual(bodies[1]);
  });

  it("during the log-in leads a person to a page with the id to quote (ER6)", async () => {
    const back = await browser.logIn();
    expect(back.status).toBe(303);
    expect(back.headers.get("Location")).toMatch(/^\/feil\/internal\?ref=[\da-f-]{36}$/);
    expect(browser.cookies.size).toBe(0);
  });

  it("is not blamed on the caller when a library throws it as a server's", async () => {
    fault = new HTTPException(502, { message: SECRET });
    const answer = await browser.ask("GET", "/readyz");
    fault = new TypeError(SECRET);
    expect(await answer.json()).toMatchObject({ code: "internal" });
  });
});

describe("the id of a request", () => {
  it("is ours also when the client sends one (LG7)", async () => {
    const answer = await browser.ask("GET", "/readyz", undefined, { "X-Request-Id": "15838720231" });
    const { requestId } = problem.parse(await answer.json());
    expect(requestId).not.toBe("15838720231");
    expect(answer.headers.get("X-Request-Id")).toBeNull();
  });
});

it("logs a request by its route's pattern, without address and query", async () => {
  await browser.ask("GET", "/api/unknown/15838720231?pid=15838720231");
  const line = parts.events("request").at(-1) ?? "";
  expect(JSON.parse(line)).toMatchObject({ method: "GET", status: 401 });
  expect(line).not.toContain("pid");
});
