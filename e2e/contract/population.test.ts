import { expect, test } from "vitest";
import type { RegisterClient } from "./register-client.ts";
import type { Person } from "./shapes.ts";
import { contractSuite } from "./suite.ts";

async function everyone(client: RegisterClient, query: Record<string, string>): Promise<Person[]> {
  const persons: Person[] = [];
  let cursor: string | null = null;
  do {
    const page = await client.page({
      population: "active-guardians",
      ...query,
      ...(cursor !== null && { cursor }),
    });
    persons.push(...page.persons);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return persons;
}

const idsOf = (persons: readonly Person[]) => persons.map(({ personId }) => personId).sort();

contractSuite("population", (bench) => {
  test("gives everybody once, whatever the size of the page", async () => {
    const { client } = bench();
    const [large, small] = [
      await everyone(client, { limit: "1000" }),
      await everyone(client, { limit: "7" }),
    ];
    expect(idsOf(small)).toEqual(idsOf(large));
    expect(new Set(idsOf(small)).size).toBe(small.length);
  });

  test("includes those registered by hand", async () => {
    const { client, target } = bench();
    const found = (await everyone(client, {})).find(
      ({ nationalId }) => nationalId === target.subjects.manual,
    );
    expect(found?.registeredBy).toBe("manual");
  });

  test("tells only whom a write has changed since a time", async () => {
    const { client, arrange } = bench();
    const before = await arrange.typed("mobile", "400 00 001");
    const changed = await arrange.typed("mobile", "400 00 002");
    expect(new Date(changed.modifiedAt).getTime()).toBeGreaterThanOrEqual(
      new Date(before.modifiedAt).getTime(),
    );
    expect(idsOf(await everyone(client, { modifiedSince: changed.modifiedAt }))).toContain(changed.personId);
    expect(idsOf(await everyone(client, { modifiedSince: "2999-01-01T00:00:00Z" }))).toEqual([]);
  });

  test("loses who has no active relation or position left by the next page", async ({ skip }) => {
    const { client, target } = bench();
    if (target.inside === null) return skip("only the register itself can end a relation");
    const first = await client.page({ population: "active-guardians", limit: "1" });
    const all = await everyone(client, {});
    const next = all.find(({ personId }) => personId !== first.persons[0]?.personId);
    target.inside.endRelations(next?.personId ?? "");
    const rest = await everyone(client, { cursor: first.nextCursor ?? "" });
    expect(idsOf(rest)).not.toContain(next?.personId);
    expect(rest).toHaveLength(all.length - 2);
  });

  test.each([
    ["a cursor that is none", { population: "active-guardians", cursor: "tull" }],
    ["an unknown population", { population: "everybody" }],
    ["a time that is none", { population: "active-guardians", modifiedSince: "yesterday" }],
  ])("refuses %s", async (_what, query: Record<string, string>) => {
    const answer = await bench().client.send(`/v1/persons?${new URLSearchParams(query).toString()}`);
    expect(answer.status).toBe(400);
  });

  test("refuses a cursor of another population", async () => {
    const { client } = bench();
    const { nextCursor } = await client.page({ population: "active-guardians", limit: "1" });
    const answer = await client.send(`/v1/persons?population=active-employees&cursor=${nextCursor ?? ""}`);
    expect(answer.status).toBe(400);
  });
});
