import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { portalParts } from "../routes/testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "../routes/testing/test-browser.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
  browser = createTestBrowser(app);
  await browser.logIn();
});
afterAll(() => store.database.close());

/** Every route that only our page may call, with a body that it would take. */
const ROUTES = [
  ["GET", "/api/portal"],
  ["GET", "/api/session"],
  ["GET", "/api/profile"],
  ["POST", "/api/session", {}],
  ["POST", "/api/profile/refresh", {}],
  ["PUT", "/api/profile/work-phone", { phone: "22000001" }],
  ["DELETE", "/api/profile/work-phone"],
  ["POST", "/auth/logout"],
] as const;
const UNSAFE = ROUTES.filter(([method]) => method !== "GET");
const WITHOUT_FETCH_METADATA = { "Sec-Fetch-Site": "" };

/** As our page, save for the headers given; an empty one is left out. */
async function send(
  [method, path, body]: readonly [string, string, unknown?],
  changed: Record<string, string>,
): Promise<Response> {
  const cookie = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join("; ");
  const headers = new Headers({
    Cookie: cookie,
    "X-Portal": "1",
    Origin: parts.deps.publicOrigin,
    "Sec-Fetch-Site": "same-origin",
    ...(method === "POST" || method === "PUT" ? { "Content-Type": "application/json" } : {}),
  });
  for (const [name, value] of Object.entries(changed)) {
    if (value === "") headers.delete(name);
    else headers.set(name, value);
  }
  return app.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** What the caller is told. */
async function told(response: Response): Promise<unknown> {
  return { status: response.status, body: await response.json() };
}

const REFUSED = {
  status: 403,
  body: expect.objectContaining({ type: "/problems/csrf", code: "csrf" }),
};

describe.each(ROUTES)("%s %s", (...route) => {
  it("is refused without the portal's header, and logged (CF1)", async () => {
    const before = parts.events("malicious_csrf").length;
    expect(await told(await send(route, { "X-Portal": "" }))).toEqual(REFUSED);
    expect(parts.events("malicious_csrf")).toHaveLength(before + 1);
  });

  it.each(["cross-site", "same-site", "none"])(
    "is refused to a request that is %s (CF2, CF3)",
    async (site) => {
      expect(await told(await send(route, { "Sec-Fetch-Site": site }))).toEqual(REFUSED);
    },
  );

  it("is refused as an address typed or clicked (CF9)", async () => {
    expect(
      await told(
        await send(route, {
          "X-Portal": "",
          Origin: "",
          "Sec-Fetch-Site": "none",
          "Sec-Fetch-Mode": "navigate",
        }),
      ),
    ).toEqual(REFUSED);
  });
});

describe.each(UNSAFE)("%s %s", (...route) => {
  it.each(["null", "https://evil.example", ""])(
    "is refused from origin «%s» in an old browser (CF5)",
    async (origin) => {
      expect(await told(await send(route, { ...WITHOUT_FETCH_METADATA, Origin: origin }))).toEqual(REFUSED);
    },
  );

  it("is refused from a foreign origin, whatever the fetch metadata says", async () => {
    expect(await told(await send(route, { Origin: "https://evil.example" }))).toEqual(REFUSED);
  });

  it("is not carried out when it is refused", async () => {
    const before = [...parts.school.calls];
    await send(route, { "X-Portal": "" });
    expect(parts.school.calls).toEqual(before);
    expect((await browser.ask("GET", "/api/profile")).status).toBe(200);
  });
});

describe("a request of our own page", () => {
  it("passes by its origin in a browser without fetch metadata (CF4)", async () => {
    expect((await send(["GET", "/api/profile"], WITHOUT_FETCH_METADATA)).status).toBe(200);
    expect((await send(["POST", "/api/profile/refresh", {}], WITHOUT_FETCH_METADATA)).status).toBe(200);
  });

  it("passes by fetch metadata alone", async () => {
    expect((await send(["GET", "/api/profile"], { Origin: "" })).status).toBe(200);
  });
});

describe("another origin", () => {
  it.each(["/api/profile", "/api/profile/refresh", "/auth/logout"])(
    "may not even ask for %s (CF7)",
    async (path) => {
      const response = await app.request(path, {
        method: "OPTIONS",
        headers: {
          Origin: "https://evil.example",
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "x-portal",
        },
      });
      const names = [...response.headers.keys()].filter((name) => name.startsWith("access-control-allow"));
      expect(names).toEqual([]);
    },
  );
});

it("nothing of persons or secrets is in the log (LG1)", () => {
  expect(parts.lines.length).toBeGreaterThan(0);
  expect(parts.traces()).toEqual([]);
});
