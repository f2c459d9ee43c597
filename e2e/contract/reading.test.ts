import { expect, test } from "vitest";
import { capabilities, problem, relations } from "./shapes.ts";
import { contractSuite } from "./suite.ts";

contractSuite("reading", (bench) => {
  test("tells what the register is and can", async () => {
    const { client } = bench();
    const answer = await client.send("/v1/capabilities");
    expect(capabilities.safeParse(await answer.json()).error).toBeUndefined();
  });

  test("finds a person by national id", async () => {
    const { client, target } = bench();
    const found = await client.lookup(target.subjects.writable);
    expect(found.map(({ nationalId }) => nationalId)).toEqual([target.subjects.writable]);
  });

  test("leaves out whom it does not hold", async () => {
    const { client, target } = bench();
    expect(await client.lookup(target.subjects.absent)).toEqual([]);
  });

  test("returns every record of a person who is held twice", async () => {
    const { client, target } = bench();
    const found = await client.lookup(target.subjects.duplicate);
    expect(new Set(found.map(({ personId }) => personId)).size).toBe(2);
  });

  test.each([0, 1001])("refuses a look-up of %i ids", async (count) => {
    const { client } = bench();
    const nationalIds = Array.from({ length: count }, () => "15838720231");
    const answer = await client.send("/v1/persons/lookup", { method: "POST", body: { nationalIds } });
    expect(answer.status).toBe(400);
  });

  test("gives the same person by her opaque id", async () => {
    const { client, arrange } = bench();
    const found = await arrange.subject();
    expect(await client.get(found.personId)).toEqual(found);
  });

  test("tells the relations to children", async () => {
    const { client, arrange } = bench();
    const answer = await client.send(`/v1/persons/${(await arrange.subject()).personId}/relations`);
    expect(relations.parse(await answer.json()).relations.length).toBeGreaterThan(0);
  });

  test("keeps national ids out of addresses", async () => {
    const { client, target, arrange } = bench();
    expect((await arrange.subject()).personId).not.toContain(target.subjects.writable);
    expect((await client.send(`/v1/persons/${target.subjects.writable}`)).status).toBe(404);
  });

  test("does not repeat a national id in an error", async () => {
    const { client, target } = bench();
    const body = { nationalIds: [`${target.subjects.writable}0`] };
    const answer = await client.send("/v1/persons/lookup", { method: "POST", body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(target.subjects.writable);
  });

  test("ignores members it does not know", async () => {
    const { client, target } = bench();
    const body = { nationalIds: [target.subjects.writable], purpose: "test" };
    expect((await client.send("/v1/persons/lookup", { method: "POST", body })).status).toBe(200);
  });
});

contractSuite("access", (bench) => {
  test.each([null, "not-a-token"])("refuses the bearer token %s", async (bearer) => {
    expect((await bench().client.send("/v1/capabilities", { bearer })).status).toBe(401);
  });

  test("refuses a write with a token for reading", async ({ skip }) => {
    const { client, target, arrange } = bench();
    if (target.readToken === null) return skip("CONTRACT_READ_TOKEN is not set");
    const { personId, etag } = await arrange.subject();
    const answer = await client.send(`/v1/persons/${personId}/contact`, {
      method: "PATCH",
      body: { changes: [{ field: "workPhone", value: "22000003", origin: "guardian" }] },
      headers: { "if-match": etag, "idempotency-key": "read-only" },
      bearer: target.readToken,
    });
    expect(answer.status).toBe(403);
  });

  test.each(["/v1/persons/nobody", "/v1/operations/none", "/v1/nothing"])(
    "answers 404 for %s with a problem",
    async (path) => {
      const answer = await bench().client.send(path);
      expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([
        404,
        "application/problem+json",
      ]);
      expect(problem.safeParse(await answer.json()).error).toBeUndefined();
    },
  );

  test.for([429, 503] as const)("says with %i when to come back", async (status, { skip }) => {
    const { client, target } = bench();
    if (target.inside === null) return skip("only the register itself can fail");
    target.inside.failWith(status);
    const answer = await client.send("/v1/capabilities");
    expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([status, expect.any(Number)]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problem.safeParse(await answer.json()).error).toBeUndefined();
  });
});
