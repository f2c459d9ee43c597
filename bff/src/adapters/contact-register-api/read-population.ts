import type { NationalId } from "../../domain/national-id.ts";
import type { Member, Population, Quarantined } from "../../domain/sync/population.ts";
import type { PopulationPage } from "../../ports/population-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { parseMember } from "./parse-member.ts";
import type { RegisterLink } from "./register-link.ts";
import { loosePersonsBody, pageBody } from "./schema.ts";

/** The most that the contract lets anybody ask for at a time, of a page as of a look-up. */
const MOST = 1000;

/** Reads one page. Promises each `personId` once, as a member or among those that cannot be worked on. */
export async function readPage(
  { client, send }: RegisterLink,
  population: Population,
  cursor: string | null,
): Promise<UpstreamResult<PopulationPage>> {
  const answer = await send({
    method: "get",
    path: ["v1", "persons"],
    query: { population: `active-${population}`, limit: String(MOST), ...(cursor !== null && { cursor }) },
  });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
  const page = client.parse(pageBody, answer.value);
  if (!page.ok) return page;
  const { persons, nextCursor } = page.value;
  // Whoever followed it would read the same page for ever.
  if (nextCursor !== null && nextCursor === cursor)
    return client.failure("contract", { reason: "the same cursor again" });
  return { ok: true, value: { ...sorted(persons), nextCursor } };
}

function sorted(persons: readonly unknown[]): Omit<PopulationPage, "nextCursor"> {
  const members: Member[] = [];
  const quarantined: Quarantined[] = [];
  const seen = new Set<string>();
  for (const person of persons) {
    const read = parseMember(person);
    const personId = "fault" in read ? read.personId : read.record.personId;
    if (personId !== null && seen.size === seen.add(personId).size) continue;
    if ("fault" in read) quarantined.push(read);
    else members.push(read);
  }
  return { members, quarantined };
}

/** Promises the records of all these persons and of nobody else; a record that cannot be read is left out. */
export async function lookupMany(
  link: RegisterLink,
  nationalIds: readonly NationalId[],
): Promise<UpstreamResult<readonly Member[]>> {
  const ids = [...new Set(nationalIds.map((nationalId) => nationalId.reveal()))];
  const found: Member[] = [];
  for (let start = 0; start < ids.length; start += MOST) {
    const part = await lookup(link, ids.slice(start, start + MOST));
    if (!part.ok) return part;
    found.push(...part.value);
  }
  return { ok: true, value: found };
}

async function lookup(
  { client, send }: RegisterLink,
  nationalIds: readonly string[],
): Promise<UpstreamResult<readonly Member[]>> {
  const answer = await send({ method: "post", path: ["v1", "persons", "lookup"], json: { nationalIds } });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
  const parsed = client.parse(loosePersonsBody, answer.value);
  if (!parsed.ok) return parsed;
  const asked = new Set(nationalIds);
  const members: Member[] = [];
  for (const person of parsed.value.persons) {
    const read = parseMember(person);
    if ("fault" in read) continue;
    // What is decided for one person must never be written to another.
    if (!asked.has(read.nationalId.reveal()))
      return client.failure("contract", { reason: "another person in the answer" });
    members.push(read);
  }
  return { ok: true, value: members };
}

/** Promises the record of this id, and null where the register has none. */
export async function readMember(
  { client, send }: RegisterLink,
  personId: string,
): Promise<UpstreamResult<Member | null>> {
  const answer = await send({ method: "get", path: ["v1", "persons", personId] });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 404) return { ok: true, value: null };
  if (status !== 200) return client.failure("refused", { status });
  const read = parseMember(body);
  if ("fault" in read) return client.failure("contract", { status, reason: read.fault });
  if (read.record.personId !== personId)
    return client.failure("contract", { reason: "another person in the answer" });
  return { ok: true, value: read };
}
