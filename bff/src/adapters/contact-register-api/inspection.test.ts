import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type Answer, type TestServer } from "../testing/test-server.ts";
import { createTestTokens } from "../testing/test-tokens.ts";
import { createRegisterInspection } from "./inspection.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

function present(answer: Answer) {
  server.answer(() => answer);
  return createRegisterInspection({
    name: "school",
    baseUrl: server.url,
    need: { scope: "contacts.read" },
    tokens: createTestTokens(),
    onDate: () => undefined,
    budgetMs: 1500,
  }).present();
}

const ABLE = { writable: ["email", "mobile"], holds: { origin: true, krrOptOut: false, workPhone: false } };
const CAPABILITIES = { writable: new Set(["email", "mobile"]), holdsOrigin: true, holdsOptOut: false };
const SELF = {
  apiVersion: "1",
  register: { id: "s", kind: "school", municipality: { orgNumber: "910000004", name: "Prøvebygd kommune" } },
};

describe("a register presents itself", () => {
  it("with what it can do and whose it is, and no person is looked at", async () => {
    expect(await present({ body: { ...ABLE, ...SELF } })).toEqual({
      ok: true,
      value: { capabilities: CAPABILITIES, apiVersion: "1", kind: "school", orgNumber: "910000004" },
    });
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/capabilities"]);
  });

  it.each([
    ["nothing of itself", {}],
    ["a kind that nobody knows", { register: { kind: "prison", municipality: { orgNumber: "\u001B[2J" } } }],
    ["something else than a register", { apiVersion: 1, register: "\u001B[2J" }],
  ])("with what it can do alone, where it tells %s", async (_what, self) => {
    expect(await present({ body: { ...ABLE, ...self } })).toEqual({
      ok: true,
      value: { capabilities: CAPABILITIES, apiVersion: null, kind: null, orgNumber: null },
    });
  });

  it.each([
    ["has no such page", { status: 404 }, { kind: "contract", status: 404 }],
    ["does not let us in", { status: 403 }, { kind: "refused", status: 403 }],
    ["does not say what it can do", { body: SELF }, { kind: "contract" }],
    ["answers by a page", { body: "<h1>Vedlikehold</h1>" }, { kind: "contract" }],
  ])("not at all where it %s", async (_what, answer, failure) => {
    expect(await present(answer)).toMatchObject({ ok: false, failure });
  });
});
