import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
});
beforeEach(() => {
  parts.lines.length = 0;
});
afterAll(() => store.database.close());

const PAGE = "https://minprofil.example.no/min-profil?pid=15838720231#kari@example.no";

/** As a browser sends a report: without cookies, header and origin of the page. */
function send(body: unknown, type = "application/reports+json"): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Promise.resolve(
    app.request("/csp-reports", { method: "POST", headers: { "Content-Type": type }, body: text }),
  );
}

function violation(body: object) {
  return { type: "csp-violation", age: 1, url: PAGE, user_agent: "x", body };
}

function logged(): Record<string, unknown>[] {
  return parts.events("csp_violation").map((line): Record<string, unknown> => JSON.parse(line));
}

describe("a report of a stopped violation (HD9)", () => {
  it("of the Reporting API is logged by directive and places, without query, fragment and sample", async () => {
    const answer = await send([
      violation({
        documentURL: PAGE,
        blockedURL: "https://user:secret@evil.example/a.js?stolen=15838720231",
        effectiveDirective: "script-src-elem",
        sample: "alert(document.cookie)",
        originalPolicy: "default-src 'none'",
      }),
    ]);
    expect(answer.status).toBe(204);
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 40,
        directive: "script-src-elem",
        document: "https://minprofil.example.no/min-profil",
        blocked: "https://evil.example/a.js",
      }),
    ]);
    for (const lost of ["alert", "15838720231", "kari", "secret", "default-src"])
      expect(parts.lines.join("")).not.toContain(lost);
  });

  it("of an older browser is logged in the same way", async () => {
    const answer = await send(
      {
        "csp-report": {
          "document-uri": PAGE,
          "blocked-uri": "inline",
          "violated-directive": "style-src-attr 'self'",
          "script-sample": "color: red",
        },
      },
      "application/csp-report",
    );
    expect(answer.status).toBe(204);
    expect(logged()).toEqual([
      expect.objectContaining({
        directive: "style-src-attr",
        document: "https://minprofil.example.no/min-profil",
        blocked: "inline",
      }),
    ]);
    expect(parts.lines.join("")).not.toContain("red");
  });

  it.each([
    ["a script in the address", "data:text/javascript,alert(1)", "data:"],
    ["an extension of the browser", "chrome-extension://abcdef/inject.js", "chrome-extension:"],
    ["no address", "\u202Enot an address\r\n", "unknown"],
    ["nothing", undefined, "unknown"],
  ])("tells no more of %s than what kind it is", async (_what, blockedURL, told) => {
    await send([violation({ blockedURL, effectiveDirective: "Script-Src\n; x" })]);
    expect(logged()).toEqual([
      expect.objectContaining({ directive: "unknown", document: "unknown", blocked: told }),
    ]);
  });

  it("is cut short, and so is a list of many", async () => {
    const long = violation({ documentURL: `https://a.example/${"x".repeat(900)}` });
    await send(Array.from({ length: 12 }, () => long));
    expect(logged()).toHaveLength(5);
    for (const { document } of logged()) expect(String(document)).toHaveLength(200);
  });

  it("of another kind is taken and not logged", async () => {
    expect((await send([{ type: "deprecation", body: { id: "x" } }])).status).toBe(204);
    expect(logged()).toEqual([]);
  });

  it.each(["", "{", "null", "[1]", '{"csp-report":[]}', '{"csp-report":{"blocked-uri":1}}'])(
    "that is %j is refused and not logged",
    async (body) => {
      expect((await send(body)).status).toBe(400);
      expect(logged()).toEqual([]);
    },
  );

  it.each(["text/plain", "application/json", "application/x-www-form-urlencoded", ""])(
    "that a page elsewhere could send as «%s» is refused",
    async (type) => {
      expect((await send([violation({})], type)).status).toBe(415);
      expect(logged()).toEqual([]);
    },
  );

  it("of more than 16 KB is cut off", async () => {
    expect((await send([violation({ sample: "x".repeat(17_000) })])).status).toBe(413);
    expect(logged()).toEqual([]);
  });
});
