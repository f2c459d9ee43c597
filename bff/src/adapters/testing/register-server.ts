import { z } from "zod";
import type { Capabilities, Change, ContactField, ContactRecord } from "../../domain/contact-record.ts";
import { NationalId } from "../../domain/national-id.ts";
import type { FakeContactRegister } from "../../ports/testing/fake-contact-register.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "./test-server.ts";

const lookup = z.object({ nationalIds: z.array(z.string()) });
const patch = z.object({
  changes: z.array(
    z.object({
      field: z.enum(["mobile", "email", "workPhone"]),
      value: z.string().nullable(),
      origin: z.enum(["krr", "guardian", "manual"]),
      originUpdatedAt: z.coerce.date().optional(),
      originVerifiedAt: z.coerce.date().optional(),
    }),
  ),
});

/** Contact Register API v1 over HTTP, with a register in memory behind it. */
export async function startRegisterServer(register: FakeContactRegister): Promise<TestServer> {
  const server = await startTestServer();
  server.answer((request) => answer(register, request));
  return server;
}

async function answer(register: FakeContactRegister, request: SeenRequest): Promise<Answer> {
  if (request.path === "/v1/capabilities") {
    const capabilities = await register.capabilities();
    return capabilities.ok ? { body: capabilitiesBody(capabilities.value) } : { status: 503 };
  }
  if (request.path === "/v1/persons/lookup") {
    const [id] = lookup.parse(JSON.parse(request.body)).nationalIds;
    const nationalId = NationalId.parse(id);
    if (nationalId === null) return { status: 400 };
    const records = await register.lookup(nationalId);
    return records.ok
      ? { body: { persons: records.value.map((each) => personBody(each, nationalId)) } }
      : { status: 503 };
  }
  return write(register, request);
}

async function write(register: FakeContactRegister, request: SeenRequest): Promise<Answer> {
  const personId = /^\/v1\/persons\/([^/]+)\/contact$/.exec(request.path)?.[1];
  const { "if-match": etag, "idempotency-key": key } = request.headers;
  if (personId === undefined || etag === undefined || key === undefined) return { status: 400 };
  const { changes } = patch.parse(JSON.parse(request.body));
  const written = await register.write({ ...register.record(personId), etag }, changes.map(toChange));
  if (!written.ok) return { status: 503 };
  const status = { written: 200, pending: 202, conflict: 412, refused: 409 }[written.value];
  return { status, body: status === 409 ? { status, outcome: "refused" } : {} };
}

function toChange({
  field,
  value,
  origin,
  originUpdatedAt,
  originVerifiedAt,
}: z.infer<typeof patch>["changes"][number]): Change {
  return {
    field,
    value,
    origin,
    ...(originUpdatedAt && { originUpdatedAt }),
    ...(originVerifiedAt && { originVerifiedAt }),
  };
}

function capabilitiesBody({ writable, holdsOrigin, holdsOptOut }: Capabilities) {
  return {
    apiVersion: "1",
    writable: [...writable],
    holds: { origin: holdsOrigin, krrOptOut: holdsOptOut, workPhone: writable.has("workPhone") },
  };
}

/** As the contract writes a person, with members that this product does not ask for. */
export function personBody({ contact, ...record }: ContactRecord, nationalId: NationalId) {
  return {
    ...record,
    nationalId: nationalId.reveal(),
    addressProtection: "none",
    positions: [],
    contact: {
      mobile: fieldBody(contact.mobile),
      email: fieldBody(contact.email),
      workPhone: fieldBody(contact.workPhone),
    },
  };
}

function fieldBody({ optedOut, ...field }: ContactField) {
  return { ...field, krrOptOut: optedOut, editable: true };
}
