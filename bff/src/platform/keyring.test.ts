import { randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKeyring, randomSessionKey } from "./keyring.ts";

const PLACE = "session.data.row-1";
const OLD = { kid: "k1", secret: new Uint8Array(32).fill(1) };
const NEW = { kid: "k2", secret: new Uint8Array(32).fill(2) };
const ring = createKeyring([OLD]);

const someText = fc.string({ unit: "grapheme", minLength: 1 });

const headerOf = (sealed: string): unknown =>
  JSON.parse(Buffer.from(sealed.split(".")[0] ?? "", "base64url").toString());

test("opens whatever text it sealed, in the place it was sealed for", async () => {
  await fc.assert(
    fc.asyncProperty(someText, someText, async (text, place) => {
      const sealed = await ring.seal(text, place);
      expect(await ring.open(sealed, place)).toBe(text);
    }),
  );
});

test("shows nothing of the text it sealed", async () => {
  const sealed = await ring.seal("kari.nordmann@example.no", PLACE);
  const decoded = sealed.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
  expect([sealed, ...decoded].join()).not.toMatch(/kari|example/);
});

describe("rotation", () => {
  test("opens under a new key what the old one sealed (KR1)", async () => {
    const sealed = await ring.seal("text", PLACE);
    expect(await createKeyring([NEW, OLD]).open(sealed, PLACE)).toBe("text");
  });

  test("seals under the first key of the ring", async () => {
    const rotated = createKeyring([NEW, OLD]);
    const sealed = await rotated.seal("text", PLACE);
    expect(headerOf(sealed)).toEqual({ alg: "dir", enc: "A256GCM", kid: "k2" });
    expect(await createKeyring([NEW]).open(sealed, PLACE)).toBe("text");
  });

  test("tells what an older key sealed from what the first one did, so that it is sealed anew (KR1)", async () => {
    const rotated = createKeyring([NEW, OLD]);
    expect(rotated.isCurrent(await ring.seal("text", PLACE))).toBe(false);
    expect(rotated.isCurrent(await rotated.seal("text", PLACE))).toBe(true);
  });

  test("opens no more what a key sealed that has left the ring (KR2)", async () => {
    const sealed = await ring.seal("text", PLACE);
    expect(await createKeyring([NEW]).open(sealed, PLACE)).toBeNull();
  });

  test("keeps the pseudonym while the oldest key stays", () => {
    expect(createKeyring([NEW, OLD]).pseudonym("somebody")).toBe(ring.pseudonym("somebody"));
  });

  test("keeps the pseudonym without the oldest key where that one is named as the pseudonym key", () => {
    expect(createKeyring([NEW], OLD.secret).pseudonym("somebody")).toBe(ring.pseudonym("somebody"));
    expect(createKeyring([NEW, OLD], NEW.secret).pseudonym("somebody")).not.toBe(ring.pseudonym("somebody"));
  });
});

describe("with a ticket", () => {
  const TICKET = "t".repeat(43);

  test("opens what was sealed with the same one", async () => {
    const sealed = await ring.seal("text", PLACE, TICKET);
    expect(await ring.open(sealed, PLACE, TICKET)).toBe("text");
    expect(await createKeyring([NEW, OLD]).open(sealed, PLACE, TICKET)).toBe("text");
  });

  test.each([
    ["the ring alone", undefined],
    ["another ticket", "u".repeat(43)],
    ["an empty ticket", ""],
    ["a part of the ticket", TICKET.slice(0, -1)],
  ])("does not open it with %s", async (_what, ticket) => {
    const sealed = await ring.seal("text", PLACE, TICKET);
    expect(await ring.open(sealed, PLACE, ticket)).toBeNull();
  });

  test("opens nothing that was sealed without one, and nothing under another key", async () => {
    expect(await ring.open(await ring.seal("text", PLACE), PLACE, TICKET)).toBeNull();
    const other = createKeyring([{ kid: OLD.kid, secret: randomBytes(32) }]);
    expect(await other.open(await ring.seal("text", PLACE, TICKET), PLACE, TICKET)).toBeNull();
  });
});

describe("nothing is opened", () => {
  test("in another place than it was sealed for (KR3)", async () => {
    const sealed = await ring.seal("text", PLACE);
    expect(await ring.open(sealed, "session.data.row-2")).toBeNull();
    expect(await ring.open(sealed, "")).toBeNull();
  });

  test("under another key of the same name", async () => {
    const sealed = await ring.seal("text", PLACE);
    const other = createKeyring([{ kid: OLD.kid, secret: randomBytes(32) }]);
    expect(await other.open(sealed, PLACE)).toBeNull();
  });

  test("that is cut short anywhere", async () => {
    const sealed = await ring.seal("text", PLACE);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await ring.open(sealed.slice(0, length), PLACE), `${String(length)} characters`).toBeNull();
    }
  });

  test("where any one character was exchanged", async () => {
    const sealed = await ring.seal("a text of some length", PLACE);
    for (let at = 0; at < sealed.length; at += 1) {
      // The last character of a part carries fewer than six bits, so its neighbour may mean the same: take a far one.
      const altered = `${sealed.slice(0, at)}${sealed[at] === "A" ? "z" : "A"}${sealed.slice(at + 1)}`;
      const opened = await ring.open(altered, PLACE);
      expect(opened, `character ${String(at)}`).toBeNull();
    }
  });

  test("that has a part too many", async () => {
    const sealed = await ring.seal("text", PLACE);
    expect(await ring.open(`${sealed}.x`, PLACE)).toBeNull();
    expect(await ring.open(`x.${sealed}`, PLACE)).toBeNull();
  });

  test.each([
    ["another algorithm", { alg: "none", enc: "A256GCM", kid: "k1" }],
    ["another encryption", { alg: "dir", enc: "A128GCM", kid: "k1" }],
    ["no key name", { alg: "dir", enc: "A256GCM" }],
    ["the name of something every object has", { alg: "dir", enc: "A256GCM", kid: "constructor" }],
    ["a compressed text", { alg: "dir", enc: "A256GCM", kid: "k1", zip: "DEF" }],
  ])("that claims %s", async (_what, header) => {
    const [, ...rest] = (await ring.seal("text", PLACE)).split(".");
    const forged = Buffer.from(JSON.stringify(header)).toString("base64url");
    expect(await ring.open([forged, ...rest].join("."), PLACE)).toBeNull();
  });

  test("that anybody else made up", async () => {
    const part = fc.oneof(fc.base64String(), fc.string(), fc.constant("e30"), fc.json());
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        expect(await ring.open(parts.join("."), PLACE)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

/** As many as fit into some seconds; the specification's 2^20 would take minutes. */
const SEALS = 2 ** 15;

test("never uses a nonce twice, and every bit of one is as often set as not (KR4)", async () => {
  const nonces = new Set<string>();
  const set = new Uint32Array(96);
  for (let count = 0; count < SEALS; count += 1) {
    const nonce = (await ring.seal("same", PLACE)).split(".")[1] ?? "";
    nonces.add(nonce);
    for (const [at, byte] of Buffer.from(nonce, "base64url").entries())
      for (let bit = 0; bit < 8; bit += 1) set[at * 8 + bit] = (set[at * 8 + bit] ?? 0) + ((byte >> bit) & 1);
  }
  expect(nonces.size).toBe(SEALS);
  // Eleven standard deviations: chance does not fail it, a counter or a short nonce does.
  for (const [bit, often] of set.entries())
    expect(Math.abs(often - SEALS / 2), `bit ${String(bit)}`).toBeLessThan(1000);
});

describe("a pseudonym", () => {
  test("is the same for the same person and another for another", () => {
    expect(ring.pseudonym("15848730022")).toBe(ring.pseudonym("15848730022"));
    expect(ring.pseudonym("15848730022")).not.toBe(ring.pseudonym("05819000001"));
  });

  test("is another under another key: without the key nobody can make it", () => {
    expect(createKeyring([NEW]).pseudonym("15848730022")).not.toBe(ring.pseudonym("15848730022"));
  });

  test("shows nothing of whom it stands for", () => {
    expect(ring.pseudonym("15848730022")).toMatch(/^[\w-]{43}$/);
  });
});

test("a ring without keys is a fault at start", () => {
  expect(() => createKeyring([])).toThrow("a key ring needs a key");
});

test("a key made at start is another each time and works", async () => {
  const [one, two] = [randomSessionKey(), randomSessionKey()];
  expect(one.secret.equals(two.secret)).toBe(false);
  const own = createKeyring([one]);
  expect(await own.open(await own.seal("text", PLACE), PLACE)).toBe("text");
});
