import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { people } from "../people/people.ts";
import { createTokenSigner, machineClaims } from "../signed-tokens.ts";
import { startContactRegister } from "./contact-register.ts";
import type { ContactRegister } from "./contact-register.ts";
import type { Holds } from "./holds.ts";
import { prefixed } from "./spelling.ts";

const start = new Date("2026-11-22T09:00:00Z");
const everyone = people(start);
const MUNICIPALITY = { orgNumber: "910000004", name: "Prøvebygd kommune" };

let now = start;
let token: string;
let register: ContactRegister;
/** Remembers neither origin nor opt-out nor work phone. */
let forgetful: ContactRegister;

beforeAll(async () => {
  const maskinporten = await createTokenSigner("http://localhost/maskinporten/");
  token = await maskinporten.sign(
    machineClaims("contacts.read contacts.write contacts.optout", MUNICIPALITY.orgNumber),
  );
  const startOne = (holds?: Holds) =>
    startContactRegister({
      register: {
        id: "visma-flyt-barnehage",
        name: "Visma Flyt Barnehage",
        kind: "kindergarten",
        municipality: MUNICIPALITY,
      },
      persons: () => everyone.flatMap(({ kindergarten }) => kindergarten),
      maskinporten,
      now: () => now,
      spell: prefixed,
      ...(holds && { holds }),
    });
  [register, forgetful] = await Promise.all([
    startOne(),
    startOne({ origin: false, krrOptOut: false, workPhone: false }),
  ]);
});
beforeEach(() => {
  now = start;
  register.reset();
  forgetful.reset();
});
afterAll(() => Promise.all([register.close(), forgetful.close()]));

function idOf(key: string): string {
  return everyone.find((person) => person.key === key)?.nationalId ?? "";
}

function held(key: string, from = register) {
  const [found] = from.find(idOf(key));
  if (found === undefined) throw new Error(`The register does not hold ${key}`);
  return found;
}

function call(
  path: string,
  {
    to = register,
    ...init
  }: { to?: ContactRegister; method?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers };
  const method = init.method ?? (init.body === undefined ? "GET" : "POST");
  return fetch(`${to.origin}${path}`, {
    method,
    headers,
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  });
}

function patch(key: string, change: Record<string, unknown>, to = register) {
  const { entry, etag } = held(key, to);
  return call(`/v1/persons/${entry.personId}/contact`, {
    to,
    method: "PATCH",
    body: { changes: [change] },
    headers: { "if-match": etag, "idempotency-key": randomUUID() },
  });
}

test("removes a value of KRR's when KRR has none any more, and lets it be typed again", async () => {
  expect((await patch("kari", { field: "mobile", value: null, origin: "krr" })).status).toBe(200);
  expect(held("kari").entry.contact.mobile).toMatchObject({ value: null, origin: "unknown" });
  expect((await patch("kari", { field: "mobile", value: "400 00 099", origin: "manual" })).status).toBe(200);
});

test("never lets KRR blank a typed value", async () => {
  const before = held("slettet");
  expect((await patch("slettet", { field: "mobile", value: null, origin: "krr" })).status).toBe(409);
  expect(held("slettet")).toEqual(before);
});

test("newer dates on the same value are an effect", async () => {
  const change = {
    field: "mobile",
    value: "+4791234567",
    origin: "krr",
    originVerifiedAt: "2026-11-22T08:00:00Z",
  };
  await patch("kari", change);
  expect(held("kari").entry.contact.mobile.originVerifiedAt).toEqual(new Date("2026-11-22T08:00:00Z"));
  expect(register.effects).toBe(1);
});

test("keeps a number with prefix however it was written", async () => {
  await patch("ingen-kontakt", { field: "mobile", value: "0047 912 34 599", origin: "manual" });
  expect(held("ingen-kontakt").entry.contact.mobile.value).toBe("+4791234599");
});

test("takes a work phone with an extension, and its removal", async () => {
  await patch("kari", { field: "workPhone", value: "22 00 00 01 ext. 12", origin: "guardian" });
  expect(held("kari").entry.contact.workPhone).toMatchObject({
    value: "+4722000001;ext=12",
    origin: "guardian",
  });
  await patch("kari", { field: "workPhone", value: null, origin: "guardian" });
  expect(held("kari").entry.contact.workPhone.value).toBeNull();
});

test("applies all changes of a write or none", async () => {
  const before = held("blandet");
  const changes = [
    { field: "mobile", value: "40000001", origin: "manual" },
    { field: "email", value: "ny@example.no", origin: "manual" },
  ];
  const answer = await call(`/v1/persons/${before.entry.personId}/contact`, {
    method: "PATCH",
    body: { changes },
    headers: { "if-match": before.etag, "idempotency-key": randomUUID() },
  });
  expect(await answer.json()).toMatchObject({ status: 409, outcome: "locked" });
  expect(held("blandet")).toEqual(before);
});

test("refuses a cursor after 24 hours and takes it before", async () => {
  const page = "/v1/persons?population=active-guardians&limit=1";
  const nextCursor = /"nextCursor":"([\w-]+)"/.exec(await (await call(page)).text())?.[1] ?? "";
  now = new Date(start.getTime() + 24 * 60 * 60 * 1000);
  expect((await call(`${page}&cursor=${nextCursor}`)).status).toBe(200);
  now = new Date(start.getTime() + 24 * 60 * 60 * 1000 + 1);
  expect((await call(`${page}&cursor=${nextCursor}`)).status).toBe(400);
});

test("gives employees with an active position as a population of their own", async () => {
  const answer = await call("/v1/persons?population=active-employees");
  expect(await answer.json()).toMatchObject({
    persons: [{ nationalId: idOf("ansatt"), roles: ["guardian", "employee"] }],
  });
});

test("a conflict once makes the next write fail and the one after succeed", async () => {
  register.faults.set({ conflictOnce: true });
  const change = { field: "workPhone", value: "22000001", origin: "guardian" };
  expect((await patch("kari", change)).status).toBe(412);
  expect((await patch("kari", change)).status).toBe(200);
});

test("a read-only register says so and refuses writes", async () => {
  register.faults.set({ readOnly: true });
  expect(await (await call("/v1/capabilities")).json()).toMatchObject({ writable: [] });
  const answer = await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  expect(await answer.json()).toMatchObject({ status: 409, outcome: "refused" });
});

test("can fail for writes alone", async () => {
  register.faults.set({ status: 503, only: "writes" });
  expect((await call("/v1/capabilities")).status).toBe(200);
  expect((await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" })).status).toBe(
    503,
  );
});

test("resets the connection when down", async () => {
  register.faults.set({ down: true });
  await expect(call("/v1/capabilities")).rejects.toThrow("fetch failed");
});

test("an asynchronous write takes effect when its operation is completed, not before", async () => {
  register.faults.set({ asynchronous: { pollsUntilDone: 0 } });
  const answer = await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  const location = answer.headers.get("location") ?? "";
  expect(await (await call(location)).json()).toMatchObject({
    state: "pending",
    results: [{ outcome: "pending" }],
  });
  register.completeOperations();
  expect(await (await call(location)).json()).toMatchObject({
    state: "done",
    results: [{ outcome: "updated" }],
  });
});

test("an asynchronous write that fails has no effect", async () => {
  const before = held("kari");
  register.faults.set({ asynchronous: { pollsUntilDone: 1, fails: true } });
  const answer = await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  const location = answer.headers.get("location") ?? "";
  await call(location);
  expect(await (await call(location)).json()).toEqual({ state: "failed", results: [] });
  expect(held("kari")).toEqual(before);
});

test("a register without origin, opt-out and work phone holds none of them", async () => {
  expect(
    (await patch("kari", { field: "mobile", value: "+4791234500", origin: "krr" }, forgetful)).status,
  ).toBe(200);
  expect(held("kari", forgetful).entry.contact.mobile).toMatchObject({
    value: "+4791234500",
    origin: "unknown",
  });
  expect(
    (await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" }, forgetful)).status,
  ).toBe(409);
  expect(await (await call("/v1/capabilities", { to: forgetful })).json()).toMatchObject({
    writable: ["email", "mobile"],
  });
});

test("counts reads, writes and effects", async () => {
  await call("/v1/capabilities");
  await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  expect([register.calls, register.effects]).toEqual([{ requests: 3, reads: 1, writes: 2 }, 1]);
});

test("a reset brings back data, versions and counters", async () => {
  const before = held("kari");
  await patch("kari", { field: "workPhone", value: "22000001", origin: "guardian" });
  register.reset();
  expect([held("kari"), register.calls.requests]).toEqual([before, 0]);
});
