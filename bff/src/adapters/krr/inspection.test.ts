import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type Answer, type TestServer } from "../testing/test-server.ts";
import { createTestTokens, type TestTokens } from "../testing/test-tokens.ts";
import { createKrrInspection } from "./inspection.ts";

let server: TestServer;
let tokens: TestTokens;
let dates: Date[];

beforeEach(async () => {
  server = await startTestServer();
  tokens = createTestTokens();
  dates = [];
});
afterEach(() => server.close());

function ask(answer: Answer, delegated = true) {
  server.answer(() => answer);
  return createKrrInspection({
    baseUrl: server.url,
    scope: "krr:global/kontaktinfo.read",
    delegated,
    tokens,
    onDate: (date) => void dates.push(date),
    budgetMs: 1500,
  }).ask({ orgNumber: "910000004" });
}

const REFUSED = { status: 400, body: { status: 400, error: "Bad Request" } };

describe("the question that KRR is asked by the doctor", () => {
  it("is about nobody", async () => {
    await ask(REFUSED);
    expect(server.requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
      ["/rest/v2/personer", { personidentifikatorer: [], inkluderIkkeRegistrerte: true }],
    ]);
  });

  it("has the token of a look-up for that municipality", async () => {
    await ask(REFUSED);
    await ask(REFUSED, false);
    expect(tokens.needs).toEqual([
      { scope: "krr:global/kontaktinfo.read", consumerOrg: "910000004" },
      { scope: "krr:global/kontaktinfo.read" },
    ]);
    expect(server.requests[0]?.headers.authorization).toBe("Bearer token-1");
  });

  it("also tells what time it is there", async () => {
    await ask({ ...REFUSED, headers: { date: "Sat, 28 Nov 2026 12:00:00 GMT" } });
    expect(dates).toEqual([new Date("2026-11-28T12:00:00Z")]);
  });
});

describe("KRR lets us in", () => {
  it.each([
    ["refuses the empty list, as is documented", REFUSED],
    ["finds nobody in it", { body: { personer: [] } }],
  ])("where it %s", async (_what, answer) => {
    expect(await ask(answer)).toEqual({ ok: true, value: null });
  });

  it.each([
    ["does not take the token", { status: 401 }, { kind: "refused", status: 401 }],
    ["does not let the municipality in", { status: 403 }, { kind: "refused", status: 403 }],
    ["has no look-up, and so is not KRR", { status: 404 }, { kind: "refused", status: 404 }],
    ["is down", { status: 503 }, { kind: "unavailable", status: 503 }],
    [
      "refuses by a page, as a proxy does",
      { status: 400, body: "<h1>Bad Request</h1>" },
      { kind: "contract" },
    ],
    ["answers something else", { body: { svar: [] } }, { kind: "contract" }],
  ])("but not where it %s", async (_what, answer, failure) => {
    expect(await ask(answer)).toMatchObject({ ok: false, failure });
  });
});
