import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PAGE_SIZE } from "./database-evidence.ts";
import { EVIDENCE, type EvidenceKind } from "./evidence.ts";
import { CANARY_KINDS, type Canary, type CanaryKind } from "./ledger.ts";
import { createSearch } from "./search.ts";

/** A canary of every kind; whatever is minted looks like one of these. */
const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${"cGF5bG9hZC1vZi1hLXRva2Vu".repeat(2)}.${"c2lnbmF0dXJl_-".repeat(3)}`;
const PLANTED: Record<CanaryKind, string> = {
  "national id": "15838720231",
  name: "Kåre Kanarifugl",
  "e-mail address": "kare.kanarifugl@example.no",
  "phone number": "4740000901",
  "protected person's place": "Gjemmestedet oppvekstsenter",
  "protected person's child": "barn-1901-1",
  "session key": "bm90IGEgc2VjcmV0LCBidXQgYXMgbG9uZyBhcyBvbmU=",
  "private key": "cHJpdmF0ZS1leHBvbmVudC1vZi1hLXRlc3Qta2V5",
  cookie: "Y29va2llLW9mLWEtdGVzdC1zZXNzaW9u",
  "authorization code": "thPtW6mZN_4mo2_BhJuz1Yy0EjJPEBpkw2u",
  "pushed request": "AQvIiSF5JgfcDD6cBwCHH8nQk2vpEXtEv",
  state: "sD0orWlOmotC6w8PdFASAgz0Ayrabwp24mZ1",
  nonce: "8eCt1TUqFhNtpF3QCO3LAHbe2jdkmU3sMrU",
  "PKCE verifier": "yCq2xMOCrrMFwKnRC6qoa8ppZOGHsJMA9Xq",
  "ID token": `${TOKEN}aWQ`,
  "access token": `${TOKEN}YWNjZXNz`,
  "machine token": `${TOKEN}bWFjaGluZQ`,
  "logout token": `${TOKEN}bG9nb3V0`,
  "client assertion": `${TOKEN}YXNzZXJ0aW9u`,
};
const CANARIES: readonly Canary[] = CANARY_KINDS.map((kind) => ({ kind, value: PLANTED[kind] }));
const KINDS: readonly EvidenceKind[] = [
  "output",
  "lists",
  "addresses",
  "error bodies",
  "databases",
  "metrics",
];

describe("the search for canaries", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-search-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function plant(kind: EvidenceKind, content: string | Buffer, name = "planted.txt"): Promise<void> {
    const place = join(folder, "evidence", kind.replaceAll(" ", "-"));
    await mkdir(place, { recursive: true });
    await writeFile(join(place, name), content);
  }

  function foundIn(kind: EvidenceKind, canaries = CANARIES): CanaryKind[] {
    return createSearch(folder, canaries)
      .hits(kind)
      .map(({ canary }) => canary);
  }

  async function foundAfterPlanting(text: string, of: CanaryKind): Promise<CanaryKind[]> {
    await plant("output", text);
    return foundIn("output").filter((canary) => canary === of);
  }

  const each = CANARY_KINDS.map((kind) => [kind] as const);

  test.each(each)("finds a leaked %s as it is", async (kind) => {
    expect(await foundAfterPlanting(`{"msg":"it was ${PLANTED[kind]}, they said"}`, kind)).toEqual([kind]);
  });

  test.each(each)("finds a leaked %s in a URL", async (kind) => {
    const everyByte = [...Buffer.from(PLANTED[kind])].map((byte) => `%${byte.toString(16)}`).join("");
    expect(await foundAfterPlanting(`GET /x?y=${encodeURIComponent(PLANTED[kind])}`, kind)).toEqual([kind]);
    expect(await foundAfterPlanting(`GET /x?y=${everyByte}&z=1`, kind)).toEqual([kind]);
  });

  test.each(each)("finds a leaked %s in a form", async (kind) => {
    const form = new URLSearchParams({ before: "a b", leak: PLANTED[kind], after: "c" });
    expect(await foundAfterPlanting(form.toString(), kind)).toEqual([kind]);
  });

  test.each(each)("finds a leaked %s in JSON whose characters are escaped", async (kind) => {
    const escaped = PLANTED[kind].replaceAll(
      /./gs,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(await foundAfterPlanting(`{"a":"${escaped}"}`, kind)).toEqual([kind]);
  });

  test.each(each)("finds a leaked %s in base64, wherever in it and in either alphabet", async (kind) => {
    for (const before of ["", "a", "ab"])
      for (const alphabet of ["base64", "base64url"] as const) {
        const inside = Buffer.from(`${before}${PLANTED[kind]}?>~ and more`).toString(alphabet);
        expect(await foundAfterPlanting(`cookie: x=${inside}`, kind)).toEqual([kind]);
        expect(await foundAfterPlanting(`prefix${inside}`, kind)).toEqual([kind]);
      }
  });

  test.each(each)("finds a leaked %s in base64 in JSON in a URL", async (kind) => {
    const inside = JSON.stringify({ leak: Buffer.from(PLANTED[kind]).toString("base64") });
    expect(await foundAfterPlanting(`/x?y=${encodeURIComponent(inside)}`, kind)).toEqual([kind]);
  });

  test.each([
    "158387 20231",
    "158387-20231",
    "158387\u00A020231",
    "2026-11-27 15838720231",
    "pid15838720231",
  ])("finds a national id that is written %s", async (written) => {
    expect(await foundAfterPlanting(`it was ${written}.`, "national id")).toEqual(["national id"]);
  });

  test.each(["+47 400 00 901", "+47-40-00-09-01", "tel:+4740000901"])(
    "finds a phone number that is written %s",
    async (written) => {
      expect(await foundAfterPlanting(`it was ${written}.`, "phone number")).toEqual(["phone number"]);
    },
  );

  test("finds a name and an e-mail address in capital letters", async () => {
    await plant("output", "KåRE KANARIFUGL, Kare.Kanarifugl@EXAMPLE.no");
    expect(foundIn("output")).toEqual(["name", "e-mail address"]);
  });

  test("finds a token that has lost its header or its signature", async () => {
    const [header = "", payload = "", signature = ""] = PLANTED["ID token"].split(".");
    for (const part of [`${header}.${payload}`, signature])
      expect(await foundAfterPlanting(part, "ID token")).toEqual(["ID token"]);
  });

  test("finds what lies across the edge of what is read at once", async () => {
    const leak = PLANTED["machine token"];
    for (const before of [2 ** 20 - 1, 2 ** 20 - 40, 2 ** 20 - leak.length])
      expect(await foundAfterPlanting(" ".repeat(before) + leak, "machine token")).toEqual(["machine token"]);
  });

  test("finds a clear value in a page of a database, between bytes that are no text (SN11)", async () => {
    const page = Buffer.alloc(PAGE_SIZE, 0xe5);
    page.write(PLANTED["national id"], 4000);
    await plant("databases", page, "planted.page");
    expect(foundIn("databases")).toEqual(["national id"]);
  });

  test.each(KINDS)("looks through the %s, and names the file and never the value", async (kind) => {
    await plant(kind, `"${PLANTED["national id"]}"`);
    const hits = createSearch(folder, CANARIES).hits(kind);
    const file = join("evidence", kind.replaceAll(" ", "-"), "planted.txt");
    expect(hits).toEqual([{ file, canary: "national id" }]);
  });

  test("lets a list show contact data, and an address a code, and nothing else", async () => {
    await plant("lists", Object.values(PLANTED).join("\n"));
    await plant("addresses", Object.values(PLANTED).join("\n"));
    const [inLists, inAddresses] = [foundIn("lists"), foundIn("addresses")];
    expect(CANARY_KINDS.filter((canary) => !inLists.includes(canary))).toEqual([
      "e-mail address",
      "phone number",
    ]);
    expect(CANARY_KINDS.filter((canary) => !inAddresses.includes(canary))).toEqual([
      "authorization code",
      "pushed request",
      "state",
    ]);
    expect(new Set(EVIDENCE.output)).toEqual(new Set(CANARY_KINDS));
  });

  test("finds nothing where there is nothing, however like it that is", async () => {
    const alike = [
      "15838720232 158387202310 115838720231x 158387  20231",
      "Kåre Kanari, kare@example.no, kanarifugl@example.no",
      "40000901 147400009010 Solvang skole barn-1902-1",
      TOKEN.slice(0, 30),
    ];
    await plant("output", alike.join("\n"));
    expect(foundIn("output")).toEqual([]);
  });

  test("takes the digits of a random id for nobody's number, and those beside it for what they are", async () => {
    const id = "47400009-01ab-46cc-b78e-a4ca777bc804";
    await plant("output", `ref=${id}`);
    expect(foundIn("output")).toEqual([]);
    await plant("output", `ref=${id} 47 400 00 901`);
    expect(foundIn("output")).toEqual(["phone number"]);
  });

  test("refuses a canary that is too short to be told from anything", () => {
    expect(() => createSearch(folder, [{ kind: "name", value: "Kåre" }])).toThrow("too short");
  });
});
