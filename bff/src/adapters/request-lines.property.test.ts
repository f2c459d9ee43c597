import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPatience } from "../platform/patience.ts";
import { manyNationalIds } from "../ports/testing/many-national-ids.ts";
import { contactRecord, SCHOOL } from "../ports/testing/people.ts";
import { createContactRegister, createPopulationRegister } from "./contact-register-api/index.ts";
import { createKrr, createKrrBatch, createKrrChanges } from "./krr/index.ts";
import { createMachineTokens } from "./maskinporten/index.ts";
import { newClientKey } from "./testing/client-key.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "./testing/test-server.ts";
import { createTestTokens } from "./testing/test-tokens.ts";

/** What has changed a request line somewhere before. */
const FRAGMENTS = [
  "..",
  ".",
  "/",
  "\\",
  "../",
  "%2e%2e",
  "%2e%2e%2f",
  "%2f",
  "%00",
  "?",
  "#",
  "&x=1",
  ";",
  "\r\n",
  "\r\nHost: evil.example\r\n\r\nGET /",
  " HTTP/1.1",
  "@evil.example",
  "//evil.example",
  "http://evil.example/",
  "\u0000",
  "\u202E",
  "æ",
  "\uD800",
  "p-1",
];
const hostileId = fc.oneof(
  fc.constantFrom(...FRAGMENTS),
  fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 2, maxLength: 5 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 40 }),
);
const IDS = manyNationalIds(50);
const nationalId = fc.constantFrom(...IDS);
const PATIENCE = createPatience({ tries: 1, baseMs: 1 });
const MUNICIPALITY = { orgNumber: "910000001" };

let server: TestServer;
let answer: (request: SeenRequest) => Answer;
let adapters: ReturnType<typeof adaptersAt>;

beforeAll(async () => {
  server = await startTestServer();
  server.answer((request) => answer(request));
  adapters = adaptersAt(`${server.url}/api`);
});
afterAll(() => server.close());
beforeEach(() => {
  answer = () => ({ status: 404 });
});

function adaptersAt(baseUrl: string) {
  const common = { baseUrl, tokens: createTestTokens(), budgetMs: 5000, patience: PATIENCE };
  const register = { ...common, register: SCHOOL, need: { scope: "contacts.read" }, clock: () => new Date() };
  const krr = { ...common, scope: "krr:global/kontaktinfo.read", delegated: true };
  const polling = { tries: 1, baseMs: 1, maxMs: 1 };
  return {
    register: createContactRegister(register),
    population: createPopulationRegister({ ...register, polling }),
    krr: createKrr(krr),
    batch: createKrrBatch(krr),
    changes: createKrrChanges(krr),
  };
}

/** The request lines that one call gives rise to. */
async function linesOf(call: () => Promise<unknown>): Promise<string[]> {
  const before = server.requests.length;
  await call();
  return server.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}

/** What may come of an id: its own place in the line and nothing else, or no request at all. */
function inItsPlace(id: string, line: (encoded: string) => string): readonly string[] {
  const encoded = id.isWellFormed() ? encodeURIComponent(id) : "";
  return /^\.{0,2}$/.test(encoded) ? [] : [line(encoded)];
}

describe("an id changes nothing of the request line but its own place (OB3)", () => {
  const change = { field: "mobile", value: "+4799999901", origin: "manual" } as const;

  it("when it is a person's, in a write", () =>
    fc.assert(
      fc.asyncProperty(hostileId, async (personId) => {
        const lines = await linesOf(() => adapters.register.write(contactRecord({}, { personId }), [change]));
        expect(lines).toEqual(inItsPlace(personId, (id) => `PATCH /api/v1/persons/${id}/contact`));
      }),
    ));

  it("when it is a person's, in a reading", () =>
    fc.assert(
      fc.asyncProperty(hostileId, async (personId) => {
        const lines = await linesOf(() => adapters.population.member(personId));
        expect(lines).toEqual(inItsPlace(personId, (id) => `GET /api/v1/persons/${id}`));
      }),
    ));

  it("when it is the place of the next page", () =>
    fc.assert(
      fc.asyncProperty(hostileId, async (cursor) => {
        const [line = "", ...others] = await linesOf(() => adapters.population.page("guardians", cursor));
        expect(others).toEqual([]);
        expect(line).toMatch(
          /^GET \/api\/v1\/persons\?population=active-guardians&limit=1000&cursor=[^&#\s]*$/,
        );
        const { searchParams } = new URL(line.slice("GET ".length), server.url);
        expect(searchParams.get("cursor")).toBe(cursor.toWellFormed());
      }),
    ));

  // A header holds printable characters alone.
  const location = hostileId
    .map((text) => text.replaceAll(/[^ -~]/g, ""))
    .filter((text) => text.trim() !== "");

  it("when a register names an operation by it", () =>
    fc.assert(
      fc.asyncProperty(location, fc.boolean(), async (text, prefixed) => {
        const headers = { Location: prefixed ? `/v1/operations/${text}` : text };
        answer = ({ method }) =>
          method === "POST" ? { status: 202, headers, body: { results: [] } } : { status: 404 };
        const write = { key: "k", personId: "p-1", etag: "1", changes: [change] };
        const lines = await linesOf(() => adapters.population.writeMany([write]));
        const polls = lines.filter((line) => line.startsWith("GET ") && !line.endsWith("/v1/capabilities"));
        for (const line of polls) expect(line).toMatch(/^GET \/api\/v1\/operations\/[^/?#\s]+$/);
      }),
    ));

  it("when it is the scope, the client or the municipality of a machine token", () => {
    const key = newClientKey("portal");
    return fc.assert(
      fc.asyncProperty(hostileId, async (text) => {
        const tokens = createMachineTokens({
          issuer: `${server.url}/`,
          clientId: text,
          keys: [key],
          clock: () => new Date(),
        });
        const lines = await linesOf(() => tokens.token({ scope: text, consumerOrg: text, resource: text }));
        expect(lines).toEqual(["POST /token"]);
      }),
      { numRuns: 50 },
    );
  });
});

it("no national id stands in an address, whatever is asked about its person (OB3)", () =>
  fc.assert(
    fc.asyncProperty(nationalId, async (id) => {
      const lines = await linesOf(async () => {
        await adapters.register.lookup(id);
        await adapters.population.lookupMany([id]);
        await adapters.krr.lookup(id, MUNICIPALITY);
        await adapters.batch.lookupMany([id], MUNICIPALITY);
        await adapters.changes.page(1, MUNICIPALITY);
      });
      expect(lines).toEqual([
        "POST /api/v1/persons/lookup",
        "POST /api/v1/persons/lookup",
        "POST /api/rest/v2/personer",
        "POST /api/rest/v2/personer",
        "POST /api/rest/v2/krr/hentEndringer",
      ]);
    }),
    { numRuns: 20 },
  ));
