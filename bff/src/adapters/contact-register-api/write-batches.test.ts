import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPatience } from "../../platform/patience.ts";
import type { BatchWrite, PopulationRegister } from "../../ports/population-register.ts";
import { SCHOOL } from "../../ports/testing/people.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createTestTokens } from "../testing/test-tokens.ts";
import { createPopulationRegister } from "./population.ts";

const CAPABILITIES = {
  writable: ["email", "mobile"],
  holds: { origin: true, krrOptOut: true, workPhone: false },
  maxBatch: 3,
};

let server: TestServer;
let register: PopulationRegister;

beforeEach(async () => {
  server = await startTestServer();
  register = registerOf(5000);
});
afterEach(() => server.close());

function registerOf(budgetMs: number): PopulationRegister {
  return createPopulationRegister({
    register: SCHOOL,
    baseUrl: server.url,
    need: { scope: "contacts.write" },
    tokens: createTestTokens(),
    budgetMs,
    patience: createPatience({ tries: 3, baseMs: 1 }),
    polling: { tries: 3, baseMs: 1, maxMs: 1 },
  });
}

function writes(count: number): BatchWrite[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `key-${String(index)}`,
    personId: `p-${String(index)}`,
    etag: "7",
    changes: [{ field: "mobile", value: "+4799999901", origin: "krr" }],
  }));
}

const isWrite = ({ path }: SeenRequest) => path === "/v1/contact-updates";
const sentUpdates = (): { key: string; personId: string }[][] =>
  server.requests.filter(isWrite).map(({ body }) => JSON.parse(body).updates);

/** Answers batches so, and knows its capabilities unless told otherwise. */
function answering(
  batch: (request: SeenRequest) => Answer | Promise<Answer>,
  others?: (path: string) => Answer,
) {
  server.answer((request) => {
    if (isWrite(request)) return batch(request);
    return request.path === "/v1/capabilities"
      ? { body: CAPABILITIES }
      : (others?.(request.path) ?? { status: 404 });
  });
}

const results = ({ body }: SeenRequest, outcome: unknown) =>
  JSON.parse(body).updates.map(({ key, personId }: BatchWrite) => ({ key, personId, outcome }));

/** Taken, to be done later. */
const accepted = (request: SeenRequest, location: string): Answer => ({
  status: 202,
  headers: { Location: location },
  body: { results: results(request, "pending") },
});
const polls = () => server.requests.filter(({ path }) => path.includes("operations")).map(({ path }) => path);

async function outcomesOf(count: number) {
  return [...(await register.writeMany(writes(count))).values()];
}

describe("the batches", () => {
  it("are as large as the register takes, and are sent one after another", async () => {
    let underWay = 0;
    let mostAtOnce = 0;
    answering(async (request) => {
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      return { body: { results: results(request, "updated") } };
    });
    expect(await outcomesOf(7)).toEqual(Array.from({ length: 7 }, () => ({ state: "updated" })));
    expect(sentUpdates().map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(mostAtOnce).toBe(1);
  });

  it("have a hundred writes where the register does not tell how many it takes", async () => {
    server.answer((request) =>
      isWrite(request) ? { body: { results: results(request, "updated") } } : { status: 500 },
    );
    await register.writeMany(writes(101));
    expect(sentUpdates().map(({ length }) => length)).toEqual([100, 1]);
  });

  it("name person, version and change, each write by its key", async () => {
    answering((request) => ({ body: { results: results(request, "updated") } }));
    const verified = new Date("2026-08-20T07:12:00.000Z");
    await register.writeMany([
      {
        key: "key-1",
        personId: "p-1",
        etag: "7",
        changes: [{ field: "email", value: "kari@example.no", origin: "krr", originVerifiedAt: verified }],
      },
    ]);
    expect(sentUpdates()).toEqual([
      [
        {
          key: "key-1",
          personId: "p-1",
          ifMatch: "7",
          changes: [
            {
              field: "email",
              value: "kari@example.no",
              origin: "krr",
              originVerifiedAt: "2026-08-20T07:12:00.000Z",
            },
          ],
        },
      ],
    ]);
  });

  it("keep their keys when they are repeated, and the others wait", async () => {
    register = registerOf(1000);
    const answers: Answer[] = [{ status: 503 }, "silence"];
    answering((request) => answers.shift() ?? { body: { results: results(request, "updated") } });
    await register.writeMany(writes(4));
    const keys = sentUpdates().map((batch) => batch.map(({ key }) => key));
    expect(keys).toEqual([
      ["key-0", "key-1", "key-2"],
      ["key-0", "key-1", "key-2"],
      ["key-0", "key-1", "key-2"],
      ["key-3"],
    ]);
  });

  it.each([400, 403, 500, 204])(
    "that are answered with %i have no answer, and the next ones are sent",
    async (status) => {
      answering((request) =>
        request.body.includes("key-3") ? { body: { results: results(request, "updated") } } : { status },
      );
      const none = { state: "failed", reason: "no-answer" };
      expect(await outcomesOf(4)).toEqual([none, none, none, { state: "updated" }]);
    },
  );

  it("that are answered with HTML have no answer", async () => {
    answering(() => ({ body: "<html>Vedlikehold</html>" }));
    expect(await outcomesOf(1)).toEqual([{ state: "failed", reason: "no-answer" }]);
  });
});

describe("the outcome of a write", () => {
  it.each([
    ["updated", { state: "updated" }],
    ["unchanged", { state: "unchanged" }],
    ["opted-out", { state: "opted-out" }],
    ["conflict", { state: "conflict" }],
    ["pending", { state: "pending" }],
    ["locked", { state: "failed", reason: "locked" }],
    ["not-found", { state: "failed", reason: "not-found" }],
    ["invalid", { state: "failed", reason: "invalid" }],
    ["refused", { state: "failed", reason: "refused" }],
    ["kari@example.no", { state: "failed", reason: "unknown-outcome" }],
    [7, { state: "failed", reason: "no-result" }],
  ])("%j is read as %j", async (outcome, expected) => {
    answering((request) => ({ body: { results: results(request, outcome) } }));
    expect(await outcomesOf(1)).toEqual([expected]);
  });

  it("is found by its key, wherever it stands among what else is there", async () => {
    answering(() => ({
      body: {
        results: [
          "nonsense",
          { key: "key-9", outcome: "updated" },
          { key: "key-1", outcome: "conflict" },
          { key: "key-0", outcome: "updated" },
          { key: "key-0", outcome: "locked" },
        ],
      },
    }));
    expect([...(await register.writeMany(writes(3)))]).toEqual([
      ["key-0", { state: "updated" }],
      ["key-1", { state: "conflict" }],
      ["key-2", { state: "failed", reason: "no-result" }],
    ]);
  });
});

describe("a batch that the register does later", () => {
  it("is asked after until it is done", async () => {
    const states = [
      { status: 503 },
      { body: { state: "pending", results: [] } },
      {
        body: {
          state: "done",
          results: [
            { key: "key-0", outcome: "updated" },
            { key: "key-1", outcome: "pending" },
          ],
        },
      },
    ];
    answering(
      (request) => accepted(request, "/v1/operations/op%2F7"),
      () => states.shift() ?? { status: 404 },
    );
    expect(await outcomesOf(3)).toEqual([
      { state: "updated" },
      { state: "pending" },
      { state: "failed", reason: "no-result" },
    ]);
    expect(polls()).toEqual(Array.from({ length: 3 }, () => "/v1/operations/op%2F7"));
    expect(register.calls()).toBe(5);
  });

  it("stays pending when it is not done in time", async () => {
    answering(
      (request) => accepted(request, "/v1/operations/7"),
      () => ({ body: { state: "pending", results: [] } }),
    );
    expect(await outcomesOf(2)).toEqual([{ state: "pending" }, { state: "pending" }]);
    expect(polls()).toHaveLength(3);
  });

  it("is failed when the register says so, but for what it names", async () => {
    answering(
      (request) => accepted(request, "/v1/operations/7"),
      () => ({ body: { state: "failed", results: [{ key: "key-1", outcome: "invalid" }] } }),
    );
    expect(await outcomesOf(2)).toEqual([
      { state: "failed", reason: "operation-failed" },
      { state: "failed", reason: "invalid" },
    ]);
  });

  it.each([
    ["does not know it", { status: 404 }],
    ["refuses to tell", { status: 403 }],
    ["makes no sense", { body: "<html>" }],
  ])("stays pending, and is left alone, when the register %s", async (_what, answer) => {
    answering(
      (request) => accepted(request, "/v1/operations/7"),
      () => answer,
    );
    expect(await outcomesOf(1)).toEqual([{ state: "pending" }]);
    expect(polls()).toHaveLength(1);
  });

  it("stays pending where the register has nothing to say on it", async () => {
    answering(() => ({ status: 202, body: "" }));
    expect(await outcomesOf(1)).toEqual([{ state: "pending" }]);
  });

  it("is not asked after where all of it is done already", async () => {
    answering((request) => ({
      status: 202,
      headers: { Location: "/v1/operations/7" },
      body: { results: results(request, "updated") },
    }));
    expect(await outcomesOf(1)).toEqual([{ state: "updated" }]);
    expect(polls()).toEqual([]);
  });

  it("is asked after when all batches have been sent", async () => {
    answering(
      (request) => accepted(request, `/v1/operations/${String(sentUpdates().length)}`),
      (path) => ({
        body: {
          state: "done",
          results: [{ key: path.endsWith("1") ? "key-0" : "key-3", outcome: "updated" }],
        },
      }),
    );
    expect((await outcomesOf(4)).filter(({ state }) => state === "updated")).toHaveLength(2);
    expect(server.requests.map(({ path }) => path).slice(-3)).toEqual([
      "/v1/contact-updates",
      "/v1/operations/1",
      "/v1/operations/2",
    ]);
  });
});
