import { z } from "zod";
import type { Capabilities } from "../../domain/contact-record.ts";
import { NationalId } from "../../domain/national-id.ts";
import type { Member, Population } from "../../domain/sync/population.ts";
import type { BatchOutcome, BatchWrite } from "../../ports/population-register.ts";
import type { FakePopulationRegister } from "../../ports/testing/fake-population-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { personBody } from "./register-server.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "./test-server.ts";

const lookup = z.object({ nationalIds: z.array(z.string()).min(1).max(1000) });
const time = z.coerce.date().exactOptional();
const update = z.object({
  key: z.string(),
  personId: z.string(),
  ifMatch: z.string(),
  changes: z.array(
    z.object({
      field: z.enum(["mobile", "email", "workPhone"]),
      value: z.string().nullable(),
      origin: z.enum(["krr", "guardian", "manual"]),
      originUpdatedAt: time,
      originVerifiedAt: time,
    }),
  ),
});
const updates = z.object({ updates: z.array(update) });

const POPULATIONS: ReadonlyMap<string | null, Population> = new Map([
  ["active-guardians", "guardians"],
  ["active-employees", "employees"],
]);

/** The part of Contact Register API v1 that is about many persons over HTTP, with a register in memory behind it. */
export async function startPopulationServer(register: FakePopulationRegister): Promise<TestServer> {
  const server = await startTestServer();
  server.answer((request) => answerOf(register, request));
  return server;
}

/** A failure of the fake as the status that stands for it. */
function sent<T>(result: UpstreamResult<T>, body: (value: T) => Answer): Answer {
  if (result.ok) return body(result.value);
  const { kind, status } = result.failure;
  if (kind === "contract") return { body: "<html>Vedlikehold</html>" };
  return { status: status ?? (kind === "refused" ? 403 : 503) };
}

async function answerOf(register: FakePopulationRegister, { path, body }: SeenRequest): Promise<Answer> {
  const { pathname, searchParams } = new URL(path, "http://register.invalid");
  if (pathname === "/v1/capabilities")
    return sent(await register.capabilities(), (can) => ({ body: capabilitiesBody(can) }));
  if (pathname === "/v1/persons") return page(register, searchParams);
  if (pathname === "/v1/persons/lookup") {
    const ids = lookup.parse(JSON.parse(body)).nationalIds.map((id) => NationalId.parse(id));
    const found = await register.lookupMany(ids.filter((id) => id !== null));
    return sent(found, (members) => ({ body: { persons: members.map(memberBody) } }));
  }
  if (pathname === "/v1/contact-updates") return write(register, body);
  const personId = decodeURIComponent(/^\/v1\/persons\/([^/]+)$/.exec(pathname)?.[1] ?? "");
  return sent(await register.member(personId), (member) =>
    member === null ? { status: 404 } : { body: memberBody(member) },
  );
}

async function page(register: FakePopulationRegister, query: URLSearchParams): Promise<Answer> {
  const population = POPULATIONS.get(query.get("population"));
  if (population === undefined) return { status: 400 };
  return sent(
    await register.page(population, query.get("cursor")),
    ({ members, quarantined, nextCursor }) => ({
      body: {
        persons: [...members.map(memberBody), ...quarantined.map(({ personId }) => malformedBody(personId))],
        nextCursor,
      },
    }),
  );
}

async function write(register: FakePopulationRegister, body: string): Promise<Answer> {
  const writes = updates.parse(JSON.parse(body)).updates.map(toWrite);
  const outcomes = await register.writeMany(writes);
  const results = writes.map(({ key, personId }) => ({
    key,
    personId,
    outcome: outcomeBody(outcomes.get(key)),
  }));
  if (results.some(({ outcome }) => outcome === "no-answer")) return { status: 503 };
  return { status: results.some(({ outcome }) => outcome === "pending") ? 202 : 200, body: { results } };
}

function toWrite({ key, personId, ifMatch, changes }: z.infer<typeof update>): BatchWrite {
  return { key, personId, etag: ifMatch, changes };
}

function outcomeBody(outcome: BatchOutcome | undefined): string {
  if (outcome === undefined) return "no-answer";
  return outcome.state === "failed" ? outcome.reason : outcome.state;
}

/** A person of the contract. */
export function memberBody({ record, nationalId, protection }: Member) {
  return { ...personBody(record, nationalId), addressProtection: protection ?? "none" };
}

function malformedBody(personId: string | null) {
  const name = { given: "Kari", family: "Normann" };
  return { personId, etag: "1", nationalId: "123", name, roles: [], status: "active", contact: {} };
}

function capabilitiesBody({ writable, holdsOrigin, holdsOptOut }: Capabilities) {
  return {
    writable: [...writable],
    holds: { origin: holdsOrigin, krrOptOut: holdsOptOut, workPhone: writable.has("workPhone") },
    maxBatch: 2,
  };
}
