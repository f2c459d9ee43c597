import type { FieldOutcome, FieldResult, SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import { expect, test } from "vitest";
import { bokmal } from "../../testing/texts.ts";
import { KINDERGARTEN, NOW, SCHOOL } from "./example-parts.ts";
import { EXAMPLES } from "./example-profiles.ts";
import { refreshReport, type Report } from "./refresh-words.ts";
import { createSystemNames } from "./system-names.ts";

async function report(systems: SystemRefresh[]): Promise<Report> {
  const { t } = await bokmal();
  const known = [SCHOOL, KINDERGARTEN];
  const names = createSystemNames(known, t, "nb");
  const words = { t, language: "nb", now: new Date(NOW), systems: known, names };
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
  const confirmed = (before: string) =>
    field({ field: "email", outcome: "confirmed", before, after: "kari@example.no" });
  const { sentences } = await report([
    done("skole", confirmed("kari@example.no")),
    done("barnehage", confirmed("Kari@Example.no")),
  ]);
  expect(sentences).toEqual([
    "E-postadressen er den samme som før hos skolen og barnehagen, og er nå bekreftet fra kontaktregisteret.",
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

const TELLTALE = {
  changed: "er endret fra",
  confirmed: "nå bekreftet fra kontaktregisteret",
  "up-to-date": "Ingenting er endret siden sist.",
  "krr-has-nothing": "Kontaktregisteret har ikke",
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
