import type { FieldOutcome, FieldResult, SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import { expect, test } from "vitest";
import { FURTHER } from "../../locales/index.ts";
import { bokmal } from "../../testing/texts.ts";
import { KINDERGARTEN, SCHOOL } from "./example-parts.ts";
import { EXAMPLES } from "./example-profiles.ts";
import { refreshReport, type Report } from "./refresh-words.ts";
import { createSystemNames } from "./system-names.ts";

async function report(systems: SystemRefresh[]): Promise<Report> {
  const texts = await bokmal();
  const names = createSystemNames([SCHOOL, KINDERGARTEN], texts.t);
  const words = { further: texts.getFixedT("nb", FURTHER), names };
  const told = refreshReport({ systems, profile: EXAMPLES.inOrder }, words);
  return { ...told, sentences: told.sentences.map((sentence) => sentence.replaceAll("\u00A0", " ")) };
}

function field(over: Partial<FieldResult> = {}): FieldResult {
  return { field: "mobile", outcome: "up-to-date", before: "912 34 502", after: "912 34 502", ...over };
}

function done(systemId: string, ...fields: FieldResult[]): SystemRefresh {
  return { systemId, state: "done", fields };
}

const CHANGED = field({ outcome: "changed", before: "400 00 002" });

test("tells one change in two registers in one sentence", async () => {
  const { sentences, severity } = await report([done("skole", CHANGED), done("barnehage", CHANGED)]);
  expect(sentences).toEqual([
    "Mobilnummeret er endret fra 400 00 002 til 912 34 502 hos skolen og barnehagen.",
  ]);
  expect(severity).toBe("success");
});

test("tells the same change from different values apart", async () => {
  const { sentences } = await report([
    done("skole", CHANGED),
    done("barnehage", field({ outcome: "changed", before: null })),
  ]);
  expect(sentences).toEqual([
    "Mobilnummeret er endret fra 400 00 002 til 912 34 502 hos skolen.",
    "Mobilnummeret 912 34 502 er lagt inn hos barnehagen.",
  ]);
});

test("tells a confirmation once, although two registers spell the address differently", async () => {
  const confirmed = { field: "email", outcome: "confirmed", after: "kari@example.no" } as const;
  const { sentences } = await report([
    done("skole", field({ ...confirmed, before: "kari@example.no" })),
    done("barnehage", field({ ...confirmed, before: "Kari@Example.no" })),
  ]);
  expect(sentences).toEqual([
    "E-postadressen hos skolen og barnehagen er den samme som før og er nå bekreftet av kontaktregisteret.",
  ]);
});

test("says that a value is gone when it was removed", async () => {
  const { sentences } = await report([done("skole", field({ outcome: "changed", after: null }))]);
  expect(sentences[0]).toContain("Mobilnummeret 912 34 502 er fjernet hos skolen");
});

test("says that nothing has changed when all was right before", async () => {
  const { sentences } = await report([done("skole", field()), done("barnehage", field())]);
  expect(sentences).toEqual(["Ingenting er endret siden sist."]);
});

test("names the register that failed and offers to try that one alone", async () => {
  const { sentences, retry, severity } = await report([
    done("skole", field()),
    { systemId: "barnehage", state: "system-failed" },
  ]);
  expect(sentences).toEqual(["Skolen er oppdatert.", "Barnehagen svarte ikke."]);
  expect(retry).toEqual(["barnehage"]);
  expect(severity).toBe("warning");
});

test("says once that kontaktregisteret did not answer, and that it is our fault", async () => {
  const { sentences, severity } = await report([
    { systemId: "skole", state: "krr-failed" },
    { systemId: "barnehage", state: "krr-failed" },
  ]);
  expect(sentences).toEqual([
    "Vi fikk ikke svar fra kontaktregisteret. Det er vår feil, ikke din. Prøv igjen om litt.",
  ]);
  expect(severity).toBe("danger");
});

test("never calls a refresh in which a field was not stored a success", async () => {
  const { severity, retry } = await report([
    done("skole", field({ outcome: "failed" })),
    done("barnehage", CHANGED),
  ]);
  expect(severity).toBe("warning");
  expect(retry).toEqual(["skole"]);
});

test("tells the same outcome in two registers in one sentence, whatever they hold", async () => {
  const { sentences } = await report([
    done("skole", field({ outcome: "krr-has-nothing", before: "400 00 006" })),
    done("barnehage", field({ outcome: "krr-has-nothing", before: null, after: null })),
  ]);
  expect(sentences).toEqual([
    "Ingenting er endret siden sist.",
    "Vi fikk ikke noe mobilnummer fra kontaktregisteret, så det er ikke endret hos skolen og barnehagen.",
  ]);
});

test("names no register that does not hold the person, where another does", async () => {
  const { sentences, severity } = await report([
    done("skole", field()),
    { systemId: "barnehage", state: "person-not-held" },
  ]);
  expect(sentences).toEqual(["Ingenting er endret siden sist."]);
  expect(severity).toBe("success");
});

test.each([
  ["success", field()],
  ["success", CHANGED],
  ["info", field({ outcome: "krr-has-nothing" })],
  ["info", field({ outcome: "opted-out" })],
  ["info", field({ outcome: "blocked" })],
  ["warning", field({ outcome: "krr-expired" })],
  ["warning", field({ outcome: "krr-invalid" })],
  ["warning", field({ outcome: "changed", after: null })],
] as const)("is a %s when the other field was right and this one %o", async (severity, result) => {
  const right = field({ field: "email" });
  expect((await report([done("skole", right, result)])).severity).toBe(severity);
});

const TELLTALE = {
  changed: "er endret fra",
  confirmed: "nå bekreftet av kontaktregisteret",
  "up-to-date": "Ingenting er endret siden sist.",
  "krr-has-nothing": "fra kontaktregisteret, så",
  "krr-expired": "ikke bekreftet på over 18 måneder",
  "krr-invalid": "er ikke e",
  "opted-out": "ved like selv",
  blocked: "med vilje",
  "read-only": "tar ikke imot",
  "verify-only": "men lagrer",
  "not-active": "ikke som aktiv foresatt",
  pending: "det kan ta litt tid",
  conflict: "samtidig",
  failed: "Vi fikk ikke lagret",
} as const satisfies Record<FieldOutcome, string>;

const OUTCOMES = Object.keys(TELLTALE).filter((key): key is FieldOutcome => Object.hasOwn(TELLTALE, key));

test.each(OUTCOMES)("has words of its own for the outcome «%s» of either field", async (outcome) => {
  const mobile = await report([done("skole", field({ outcome, before: "400 00 002" }))]);
  const email = await report([done("skole", field({ field: "email", outcome, before: "a@example.no" }))]);
  expect(mobile.sentences.join(" ")).toContain(TELLTALE[outcome]);
  expect(email.sentences.join(" ")).toContain(TELLTALE[outcome]);
});
