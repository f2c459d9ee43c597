import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ContactRegister } from "../../ports/contact-register.ts";
import {
  createFakeContactRegister,
  type FakeContactRegister,
} from "../../ports/testing/fake-contact-register.ts";
import { KARI, OLA, SCHOOL, contactRecord } from "../../ports/testing/people.ts";
import { personBody, startRegisterServer } from "../testing/register-server.ts";
import type { Answer, TestServer } from "../testing/test-server.ts";
import { createTestTokens, type TestTokens } from "../testing/test-tokens.ts";
import { createContactRegister } from "./client.ts";

const CONFIRMED = new Date("2026-08-20T07:12:00.000Z");
const HELD = contactRecord({
  mobile: { value: "91234567", origin: "krr", originUpdatedAt: CONFIRMED, fetchedAt: CONFIRMED },
  email: { value: null, optedOut: true },
});

let fake: FakeContactRegister;
let server: TestServer;
let tokens: TestTokens;
let adapter: ContactRegister;
let now: Date;

beforeEach(async () => {
  now = new Date();
  fake = createFakeContactRegister(SCHOOL);
  server = await startRegisterServer(fake);
  tokens = createTestTokens();
  adapter = createContactRegister({
    register: SCHOOL,
    baseUrl: server.url,
    need: { scope: "contacts.read" },
    tokens,
    clock: () => now,
    budgetMs: 1500,
  });
  fake.put(KARI, HELD);
});
afterEach(() => server.close());

describe.each([
  ["the adapter", () => adapter],
  ["the fake", () => fake],
])("a contact register (%s)", (_name, subject) => {
  it("gives back the record as it is held", async () => {
    expect(await subject().lookup(KARI)).toEqual({ ok: true, value: [HELD] });
  });

  it("holds nothing of somebody unknown", async () => {
    expect(await subject().lookup(OLA)).toEqual({ ok: true, value: [] });
  });

  it("gives back every record of the same person", async () => {
    fake.put(KARI, { ...HELD, personId: "p-2" });
    expect((await found(subject()))?.map(({ personId }) => personId)).toEqual(["p-1", "p-2"]);
  });

  it("writes what is named, with its origin, as a new version", async () => {
    const change = {
      field: "mobile",
      value: "+4799999901",
      origin: "krr",
      originVerifiedAt: CONFIRMED,
    } as const;
    expect(await subject().write(HELD, [change])).toEqual({ ok: true, value: "written" });
    const [after] = (await found(subject())) ?? [];
    expect(after?.contact.mobile).toMatchObject({
      value: "+4799999901",
      origin: "krr",
      originVerifiedAt: CONFIRMED,
    });
    expect(after?.contact.email).toEqual(HELD.contact.email);
    expect(after?.etag).not.toBe(HELD.etag);
  });

  it("removes a value", async () => {
    await subject().write(HELD, [{ field: "mobile", value: null, origin: "krr" }]);
    expect((await found(subject()))?.[0]?.contact.mobile.value).toBeNull();
  });

  it("writes nothing to a version that is no longer the present one", async () => {
    fake.put(KARI, { ...HELD, etag: "2" });
    const change = { field: "mobile", value: "+4799999901", origin: "krr" } as const;
    expect(await subject().write(HELD, [change])).toEqual({ ok: true, value: "conflict" });
    expect((await found(subject()))?.[0]?.contact.mobile.value).toBe("91234567");
  });

  it("takes the same write twice as one", async () => {
    const change = { field: "workPhone", value: "+4722000001", origin: "guardian" } as const;
    await subject().write(HELD, [change]);
    const once = await found(subject());
    expect(await subject().write(HELD, [change])).toEqual({ ok: true, value: "written" });
    expect(await found(subject())).toEqual(once);
  });

  it("keeps an opted-out field as it is", async () => {
    await subject().write(HELD, [{ field: "email", value: "kari@example.no", origin: "krr" }]);
    expect((await found(subject()))?.[0]?.contact.email).toEqual(HELD.contact.email);
  });

  it("tells what it can hold and what may be written", async () => {
    expect(await subject().capabilities()).toEqual({
      ok: true,
      value: { writable: new Set(["email", "mobile", "workPhone"]), holdsOrigin: true, holdsOptOut: true },
    });
  });

  it("answers with a failure as a value when it is broken", async () => {
    fake.fail("lookup", "unavailable");
    expect(await subject().lookup(KARI)).toMatchObject({
      ok: false,
      failure: { upstream: "school", kind: "unavailable" },
    });
  });
});

describe("the adapter's requests", () => {
  it("carry the national id in the body alone", async () => {
    await adapter.lookup(KARI);
    await adapter.write(HELD, [{ field: "workPhone", value: null, origin: "guardian" }]);
    for (const { path, headers } of server.requests) {
      expect(path + JSON.stringify(headers)).not.toContain(KARI.reveal());
    }
  });

  it("cannot be led astray by a person's id", async () => {
    server.answer(() => ({ body: {} }));
    await adapter.write({ ...HELD, personId: "../admin?x=#" }, []);
    expect(server.requests.at(-1)?.path).toBe("/v1/persons/..%2Fadmin%3Fx%3D%23/contact");
  });

  it("name the version, and a key of its own for every write (rule 3, 4)", async () => {
    const change = { field: "workPhone", value: "+4722000001", origin: "guardian" } as const;
    await adapter.write(HELD, [change]);
    await adapter.write(HELD, [change]);
    await adapter.write(HELD, [{ ...change, value: "+4722000002" }]);
    await adapter.write({ ...HELD, etag: "9" }, [change]);
    const seen = server.requests.map(({ headers }) => [headers["if-match"], headers["idempotency-key"]]);
    expect(seen.map(([etag]) => etag)).toEqual(["1", "1", "1", "9"]);
    expect(new Set(seen.map(([, key]) => key)).size).toBe(4);
  });

  it("fetch the capabilities once in ten minutes", async () => {
    await adapter.capabilities();
    await adapter.capabilities();
    expect(server.requests).toHaveLength(1);
    now = new Date(now.getTime() + 10 * 60_000);
    await adapter.capabilities();
    expect(server.requests).toHaveLength(2);
  });

  it("keep a key when a refused token makes them be repeated", async () => {
    let refusals = 1;
    server.answer(() => (refusals-- > 0 ? { status: 401 } : { body: personBody(HELD, KARI) }));
    await adapter.write(HELD, [{ field: "workPhone", value: null, origin: "guardian" }]);
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("ask a register that does not tell its capabilities again after half a minute", async () => {
    fake.fail("capabilities", "unavailable");
    expect((await adapter.capabilities()).ok).toBe(false);
    fake.fail("capabilities", null);
    expect((await adapter.capabilities()).ok).toBe(false);
    now = new Date(now.getTime() + 30_000);
    expect((await adapter.capabilities()).ok).toBe(true);
  });
});

describe("an answer of the register", () => {
  const answers: [string, Answer, object][] = [
    ["another person's record", { body: { persons: [personBody(HELD, OLA)] } }, { kind: "contract" }],
    [
      "another person's record among hers",
      { body: { persons: [personBody(HELD, KARI), personBody(HELD, OLA)] } },
      { kind: "contract" },
    ],
    ["HTML with 200", { body: "<html>Innlogging</html>" }, { kind: "contract", status: 200 }],
    [
      "a record without an etag",
      { body: { persons: [{ ...personBody(HELD, KARI), etag: "" }] } },
      { kind: "contract" },
    ],
    [
      "her record five thousand times",
      { body: { persons: Array.from({ length: 5000 }, () => personBody(HELD, KARI)) } },
      { kind: "contract", reason: "at persons" },
    ],
    ["a person of another shape", { body: { persons: ["Kari"] } }, { kind: "contract" }],
    ["a list instead of an object", { body: [] }, { kind: "contract" }],
    ["500", { status: 500, body: { persons: [] } }, { kind: "unavailable", status: 500 }],
    ["429", { status: 429, headers: { "Retry-After": "7" } }, { kind: "unavailable", status: 429 }],
    ["403", { status: 403 }, { kind: "refused", status: 403 }],
    ["404", { status: 404, body: { persons: [] } }, { kind: "refused", status: 404 }],
    ["silence", "silence", { kind: "timeout" }],
  ];

  it.each(answers)("with %s is a failure and no record (OB6)", async (_what, answer, failure) => {
    server.answer(() => answer);
    const result = await adapter.lookup(KARI);
    expect(result).toMatchObject({ ok: false, failure });
    expect(JSON.stringify(result)).not.toMatch(/\d{11}|Kari|91234567/);
  });

  it("with an unknown status, role and origin is read in the most restrictive way (rule 7)", async () => {
    const body = personBody(HELD, KARI);
    const odd = {
      ...body,
      status: "sabbatical",
      roles: ["guardian", "mascot"],
      contact: { ...body.contact, mobile: { value: "91234567", origin: "oracle" }, workPhone: undefined },
    };
    server.answer(() => ({ body: { persons: [odd], more: true } }));
    const [record] = (await found(adapter)) ?? [];
    expect(record).toMatchObject({ status: "unknown", roles: ["guardian"] });
    expect(record?.contact.mobile).toMatchObject({ value: "91234567", origin: "unknown", optedOut: null });
    expect(record?.contact.workPhone.value).toBeNull();
  });

  it("to a write with 202 is pending", async () => {
    server.answer(() => ({ status: 202, headers: { Location: "/v1/operations/1" } }));
    expect(await adapter.write(HELD, [])).toEqual({ ok: true, value: "pending" });
  });

  it("to a write that says that it is refused makes what the register can do be asked anew", async () => {
    const change = { field: "mobile", value: "+4791234567", origin: "krr" } as const;
    await adapter.capabilities();
    fake.allow(new Set(["email"]));
    expect(await adapter.write(HELD, [change])).toEqual({ ok: true, value: "refused" });
    const anew = await adapter.capabilities();
    expect(anew.ok && [...anew.value.writable]).toEqual(["email"]);
  });

  it.each(["locked", "invalid", "opted-out"])(
    "to a write that says %s is a failure, and what the register can do is still known",
    async (outcome) => {
      await adapter.capabilities();
      server.answer(() => ({ status: 409, body: { status: 409, outcome } }));
      const result = await adapter.write(HELD, []);
      expect(result).toMatchObject({ ok: false, failure: { kind: "refused", status: 409 } });
      const asked = server.requests.length;
      expect((await adapter.capabilities()).ok).toBe(true);
      expect(server.requests).toHaveLength(asked);
    },
  );

  it("to a write with 422 is a refusal", async () => {
    server.answer(() => ({ status: 422 }));
    expect(await adapter.write(HELD, [])).toMatchObject({
      ok: false,
      failure: { kind: "refused", status: 422 },
    });
  });

  it("by silence to a write is a failure, since nobody knows what became of it", async () => {
    server.answer(() => "silence");
    expect(await adapter.write(HELD, [])).toMatchObject({ ok: false, failure: { kind: "timeout" } });
  });
});

async function found(register: ContactRegister) {
  const result = await register.lookup(KARI);
  return result.ok ? result.value : null;
}
