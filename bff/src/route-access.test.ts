import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import { inspectRoutes } from "hono/dev";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { portalParts } from "./routes/testing/portal-parts.ts";
import { createTestBrowser } from "./routes/testing/test-browser.ts";
import { openMemoryPorts } from "./store/testing/memory-ports.ts";

/** Who may ask what. A route that is not here fails this file: whoever adds one decides, and says it in this list. */
const ACCESS: Readonly<Record<string, "public" | "session">> = {
  "GET /livez": "public",
  "GET /readyz": "public",
  "GET /robots.txt": "public",
  "GET /.well-known/security.txt": "public",
  "POST /csp-reports": "public",
  ...Object.fromEntries(Object.values(PAGES).map((path) => [`GET ${path}`, "public" as const])),
  [`GET ${FAILURE_PAGE_PREFIX}:code`]: "public",

  "GET /auth/login": "public",
  "GET /auth/callback": "public",
  "POST /auth/logout": "public",
  "GET /auth/frontchannel-logout": "public",
  "POST /auth/backchannel-logout": "public",

  "GET /api/openapi.json": "public",
  "GET /api/portal": "public",
  "GET /api/session": "public",
  "POST /api/session": "session",
  "GET /api/profile": "session",
  "POST /api/profile/refresh": "session",
  "PUT /api/profile/work-phone": "session",
  "DELETE /api/profile/work-phone": "session",
};

/** What changes something outside: contact information itself is changed at KRR, where Digdir asks for a fresh log-in. */
const WRITING = [
  "POST /api/profile/refresh",
  "PUT /api/profile/work-phone",
  "DELETE /api/profile/work-phone",
];

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let siteRoot: string;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  siteRoot = await mkdtemp(join(tmpdir(), "foresattportal-site-"));
  await writeFile(join(siteRoot, "index.html"), "<!doctype html><title>Min profil</title>");
  app = await createApp({ ...parts.deps, ...store, siteRoot });
});
afterAll(async () => {
  await store.database.close();
  await rm(siteRoot, { recursive: true });
});

function routesOf(access: "public" | "session"): [method: string, path: string][] {
  return Object.entries(ACCESS)
    .filter(([, who]) => who === access)
    .map(([route]) => {
      const [method = "", path = ""] = route.split(" ");
      return [method, path.replace(":code", "csrf")];
    });
}

it("every route that the app has is declared public or behind the session, and no other is (AZ4)", () => {
  const routes = inspectRoutes(app)
    .filter(({ isMiddleware, method }) => !isMiddleware && method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(routes)).toEqual(new Set(Object.keys(ACCESS)));
});

describe("without a session", () => {
  it.each(routesOf("session"))("%s %s is 401 as a problem, and no redirect (AZ3)", async (method, path) => {
    const body = method === "POST" || method === "PUT" ? {} : undefined;
    const answer = await createTestBrowser(app).ask(method, path, body);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "no-session" });
    expect(answer.headers.get("Location")).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it.each(routesOf("public"))(
    "%s %s tells everybody the same and asks for no session",
    async (method, path) => {
      const answer = await createTestBrowser(app).ask(method, path);
      expect(answer.status).not.toBe(401);
      expect(await answer.text()).not.toMatch(/Kari|91234567|99999901/);
    },
  );

  it("nothing outside was asked for anything", () => {
    expect([parts.school.calls, parts.kindergarten.calls, parts.krr.askedFor].flat()).toEqual([]);
  });
});

describe("who is logged in", () => {
  it("changes nothing by any other route than «Oppdater» and her work phone (AZ6)", () => {
    const asking = [
      "POST /api/session",
      "POST /auth/logout",
      "POST /auth/backchannel-logout",
      "POST /csp-reports",
    ];
    const unsafe = Object.keys(ACCESS).filter((route) => !route.startsWith("GET "));
    expect(new Set(unsafe)).toEqual(new Set([...WRITING, ...asking]));
  });

  it.each([
    ["PUT", "/api/profile/work-phone", { phone: "22000001", mobile: "91111111" }],
    ["PUT", "/api/profile/work-phone", { phone: "22000001", email: "other@example.no" }],
    ["PUT", "/api/profile/work-phone", { phone: "22000001", personId: "p-2" }],
    ["PUT", "/api/profile/work-phone", { phone: "22000001", nationalId: "of somebody else" }],
    ["POST", "/api/profile/refresh", { mobile: "91111111" }],
    ["POST", "/api/profile/refresh", { nationalId: "of somebody else" }],
    ["POST", "/api/profile/refresh", { systems: [{ id: "school", personId: "p-2" }] }],
  ])(
    "can neither type contact information nor name a person: %s %s %j (AZ1, AZ6)",
    async (method, path, body) => {
      const browser = createTestBrowser(app);
      await browser.logIn();
      const answer = await browser.ask(method, path, body);
      expect(answer.status).toBe(400);
      expect(parts.school.calls.filter((call) => call !== "lookup")).toEqual([]);
    },
  );

  it.each(["mobile", "email", "phone", "contact", "person", "children"])(
    "finds no route for what is changed at KRR, nor for another person: %s (AZ1, AZ6)",
    async (field) => {
      const browser = createTestBrowser(app);
      await browser.logIn();
      for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
        const answer = await browser.ask(method, `/api/profile/${field}`, method === "GET" ? undefined : {});
        expect(answer.status).toBe(404);
      }
    },
  );
});
