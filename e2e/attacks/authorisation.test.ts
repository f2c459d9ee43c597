import { portal } from "@foresattportal/shared/contract/portal.ts";
import { profile } from "@foresattportal/shared/contract/profile.ts";
import { refreshResult } from "@foresattportal/shared/contract/refresh.ts";
import { liveSession, loggedOut } from "@foresattportal/shared/contract/session.ts";
import { workPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Person } from "../world/people/person.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const PUBLIC = new Set(["get /api/portal", "get /api/session"]);
const WRITING = new Set([
  "post /api/profile/refresh",
  "put /api/profile/work-phone",
  "delete /api/profile/work-phone",
]);

/** Rows AZ of security-and-reliability.md (5.4). The session alone says whom a request concerns: no address and no body does. */
describe("who may ask what", () => {
  let target: Target;
  let kari: Person;
  let other: Person;
  let visitor: Visitor;

  beforeAll(async () => {
    target = await startTarget();
    const inBoth = target.world.people.filter(
      ({ school, kindergarten }) => school.length === 1 && kindergarten.length === 1,
    );
    const [first, second] = inBoth;
    if (first === undefined || second === undefined) throw new Error("The world has too few people");
    [kari, other] = [first, second];
  });
  afterAll(() => target.close());
  beforeEach(async () => {
    target.world.reset();
    visitor = createVisitor(target);
    await visitor.logIn(kari.nationalId);
  });

  async function operations(): Promise<string[]> {
    const { paths } = document.parse(await (await visitor.get("/api/openapi.json")).json());
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
  }

  test("every documented route but the public ones is 401 for a visitor, as a problem and no redirect (AZ3)", async () => {
    const closed = (await operations()).filter((operation) => !PUBLIC.has(operation));
    expect(closed.length).toBeGreaterThanOrEqual(5);
    for (const operation of closed) {
      const answer = await ask(createVisitor(target), operation);
      expect(answer.status, operation).toBe(401);
      expect(answer.headers.get("content-type"), operation).toBe("application/problem+json");
      expect(answer.headers.get("location"), operation).toBeNull();
    }
  });

  test("every documented route answers with what is documented and with nothing beyond it (AZ5)", async () => {
    const strict: Record<string, z.ZodType> = {
      "get /api/portal": portal,
      "get /api/session": liveSession,
      "post /api/session": liveSession,
      "get /api/profile": profile,
      "post /api/profile/refresh": refreshResult,
      "put /api/profile/work-phone": workPhoneResult,
      "delete /api/profile/work-phone": workPhoneResult,
    };
    expect(new Set(await operations())).toEqual(new Set(Object.keys(strict)));
    for (const [operation, schema] of Object.entries(strict)) {
      const answer = operation.startsWith("put")
        ? await visitor.ask("PUT", "/api/profile/work-phone", { phone: "22 00 00 01" })
        : await ask(visitor, operation);
      const body: unknown = await answer.json();
      expect(answer.status, operation).toBe(200);
      expect(schema.parse(body), operation).toEqual(body);
      expect(JSON.stringify(body), operation).not.toMatch(
        /\b\d{11}\b|"(sid|subject|personId|etag|nationalId)"/,
      );
    }
    const out = await visitor.ask("POST", "/auth/logout");
    expect(loggedOut.parse(await out.json())).toHaveProperty("redirectTo");
  });

  test("nobody is shown another person, whatever else is asked for (AZ1)", async () => {
    const [personId] = target.world.school.find(other.nationalId).map(({ entry }) => entry.personId);
    const own = await profileOf(visitor);
    const asked = new URLSearchParams({
      personId: personId ?? "",
      person: "1",
      subject: "x",
      system: "school",
    });
    const same = await ask(visitor, "get /api/profile", `?${asked.toString()}`);
    expect(profile.parse(await same.json()).page).toEqual(own.page);
    const another = createVisitor(target);
    await another.logIn(other.nationalId);
    const [mine, theirs] = [await profileOf(visitor), await profileOf(another)];
    expect(mine.page).not.toEqual(theirs.page);
    expect(await profileOf(visitor)).toMatchObject({ page: mine.page });
  });

  test("a register that exists for somebody else is as unknown as one that does not exist (AZ1)", async () => {
    const answers = [];
    for (const system of ["neighbour-school", "7f3c2e", "../school", "school,kindergarten", ""]) {
      const answer = await visitor.ask("POST", "/api/profile/refresh", { systems: [system] });
      const { requestId: _own, ...problem } = z
        .looseObject({ requestId: z.string() })
        .parse(await answer.json());
      answers.push({ status: answer.status, problem });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 400, problem: { code: "invalid-input" } });
    expect(target.world.school.calls.writes + target.world.kindergarten.calls.writes).toBe(0);
  });

  test("a register that holds her no more as a guardian is shown no more, and nothing is kept of it (AZ2)", async () => {
    const held = await profileOf(visitor);
    expect(JSON.stringify(held.page)).toContain(`"systemId":"${target.world.school.id}"`);
    for (const { entry } of target.world.school.find(kari.nationalId))
      target.world.school.edit(entry.personId, (person) => ({ ...person, roles: ["employee"] }));
    expect(JSON.stringify((await profileOf(visitor)).page)).not.toContain(
      `"systemId":"${target.world.school.id}"`,
    );
    target.world.school.faults.set({ down: true });
    const school = (await profileOf(visitor)).systems.find(({ id }) => id === target.world.school.id);
    expect(school).toMatchObject({ answer: "unavailable", holdsPerson: null });
  });

  test("contact information is changed at KRR and not here; here are «Oppdater» and the work phone (AZ6)", async () => {
    const unsafe = (await operations()).filter((operation) => !operation.startsWith("get "));
    expect(new Set(unsafe)).toEqual(new Set([...WRITING, "post /api/session"]));
    const before = target.world.school.effects + target.world.kindergarten.effects;
    for (const body of [
      { phone: "22000001", mobile: "91111111" },
      { phone: "22000001", email: "a@example.no" },
    ]) {
      expect((await visitor.ask("PUT", "/api/profile/work-phone", body)).status).toBe(400);
    }
    for (const field of ["mobile", "email"]) {
      expect((await visitor.ask("PUT", `/api/profile/${field}`, { value: "91111111" })).status).toBe(404);
    }
    expect(target.world.school.effects + target.world.kindergarten.effects).toBe(before);
  });
});

async function ask(who: Visitor, operation: string, query = ""): Promise<Response> {
  const [method = "", path = ""] = operation.split(" ");
  return who.ask(method.toUpperCase(), path + query, method === "post" || method === "put" ? {} : undefined);
}

async function profileOf(who: Visitor) {
  return profile.parse(await (await who.ask("GET", "/api/profile")).json());
}
