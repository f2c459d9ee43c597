import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Change } from "./register-client.ts";
import { capabilities } from "./shapes.ts";
import { contractSuite } from "./suite.ts";

const workPhone = (value: string | null): Change => ({ field: "workPhone", value, origin: "guardian" });

contractSuite("safety of writes", (bench) => {
  test("a write without the version it builds on is refused", async () => {
    const { client, arrange } = bench();
    const answer = await client.send(`/v1/persons/${(await arrange.subject()).personId}/contact`, {
      method: "PATCH",
      body: { changes: [workPhone("22000004")] },
      headers: { "idempotency-key": randomUUID() },
    });
    expect(answer.status).toBe(428);
  });

  test("a write without an idempotency key is refused", async () => {
    const { client, arrange } = bench();
    const { personId, etag } = await arrange.subject();
    const answer = await client.send(`/v1/persons/${personId}/contact`, {
      method: "PATCH",
      body: { changes: [workPhone("22000004")] },
      headers: { "if-match": etag },
    });
    expect(answer.status).toBe(400);
  });

  test("a write to an old version is refused and has no effect", async () => {
    const { client, arrange } = bench();
    const old = await arrange.subject();
    await client.settled(await client.patch(old, [workPhone(other(old.contact.workPhone?.value))]));
    const before = await client.get(old.personId);
    const answer = await client.patch(old, [workPhone("22000006")]);
    expect(await client.outcomeOf(answer)).toBe("conflict");
    expect(await client.get(old.personId)).toEqual(before);
  });

  test("a write in a batch to an old version is a conflict and has no effect", async () => {
    const { client, arrange } = bench();
    const { personId, contact, etag } = await arrange.subject();
    const [first, second] = await client.updates([
      { key: randomUUID(), personId, ifMatch: etag, changes: [workPhone(other(contact.workPhone?.value))] },
      { key: randomUUID(), personId, ifMatch: etag, changes: [workPhone("22000006")] },
    ]);
    expect([first?.outcome, second?.outcome]).toEqual(["updated", "conflict"]);
    expect((await client.get(personId)).etag).toBe(first?.etag);
  });

  test("every effective write gives a new version", async () => {
    const { client, arrange } = bench();
    const before = await arrange.subject();
    await client.settled(await client.patch(before, [workPhone(other(before.contact.workPhone?.value))]));
    expect((await client.get(before.personId)).etag).not.toBe(before.etag);
  });

  test("a repeated write has one effect and the first answer", async () => {
    const { client, arrange } = bench();
    const before = await arrange.subject();
    const headers = { "idempotency-key": randomUUID() };
    const send = async () =>
      client.settled(
        await client.patch(before, [workPhone(other(before.contact.workPhone?.value))], headers),
      );
    const first = await send();
    const after = await client.get(before.personId);
    expect(await send()).toEqual(first);
    expect(await client.get(before.personId)).toEqual(after);
  });

  test("a repeated key in a batch has one effect and the first outcome", async () => {
    const { client, arrange } = bench();
    const { personId, etag, contact } = await arrange.subject();
    const update = {
      key: randomUUID(),
      personId,
      ifMatch: etag,
      changes: [workPhone(other(contact.workPhone?.value))],
    };
    const [first] = await client.updates([update]);
    const [second] = await client.updates([update]);
    expect(second).toEqual(first);
    expect((await client.get(personId)).etag).toBe(first?.etag);
  });

  test("a key that was used for another write is refused", async () => {
    const { client, arrange } = bench();
    const headers = { "idempotency-key": randomUUID() };
    const before = await arrange.subject();
    await client.settled(await client.patch(before, [workPhone("22000007")], headers));
    const answer = await client.patch(before, [workPhone("22000008")], headers);
    expect(answer.status).toBe(422);
  });

  test("a batch larger than the register takes is refused", async () => {
    const { client, arrange } = bench();
    const { personId, etag } = await arrange.subject();
    const update = () => ({ key: randomUUID(), personId, ifMatch: etag, changes: [workPhone("22000007")] });
    const { maxBatch } = capabilities.parse(await (await client.send("/v1/capabilities")).json());
    const updates = Array.from({ length: maxBatch + 1 }, update);
    const answer = await client.send("/v1/contact-updates", { method: "POST", body: { updates } });
    expect(answer.status).toBe(400);
  });

  test("whom the register does not hold is told per item", async () => {
    const [result] = await bench().client.updates([
      { key: randomUUID(), personId: "nobody", ifMatch: "1", changes: [workPhone(null)] },
    ]);
    expect(result?.outcome).toBe("not-found");
  });

  test("a single write answers with the person as she is then, or with an operation that ends", async () => {
    const { client, arrange } = bench();
    const before = await arrange.subject();
    const answer = await client.patch(before, [workPhone(other(before.contact.workPhone?.value))]);
    const told: unknown = answer.status === 200 ? await answer.clone().json() : null;
    expect(await client.outcomeOf(answer)).toBe("updated");
    expect(told ?? (await client.get(before.personId))).toEqual(await client.get(before.personId));
  });

  test("a register that writes later says where to ask, and writes", async ({ skip }) => {
    const { client, arrange, target } = bench();
    if (target.inside === null) return skip("only the register itself can change its ways");
    const before = await arrange.subject();
    target.inside.makeAsynchronous();
    const answer = await client.patch(before, [workPhone("22000099")]);
    expect([answer.status, answer.headers.get("location")]).toEqual([
      202,
      expect.stringMatching(/^\/v1\/operations\/./),
    ]);
    expect(await client.get(before.personId)).toEqual(before);
    expect(await client.settled(answer)).toMatchObject([{ outcome: "updated" }]);
    expect((await client.get(before.personId)).etag).not.toBe(before.etag);
  });

  test("members that the register does not know are ignored", async () => {
    const { client, arrange } = bench();
    const before = await arrange.subject();
    const change = { ...workPhone(before.contact.workPhone?.value ?? null), because: "test" };
    await client.settled(await client.patch(before, [change]));
    expect(await client.get(before.personId)).toEqual(before);
  });
});

function other(value: string | null | undefined): string {
  return value?.endsWith("5") === true ? "22000004" : "22000005";
}
