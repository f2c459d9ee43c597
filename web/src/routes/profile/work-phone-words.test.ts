import type { WorkPhoneOutcome } from "@foresattportal/shared/contract/work-phone.ts";
import { expect, test } from "vitest";
import { FURTHER } from "../../locales/index.ts";
import { bokmal } from "../../testing/texts.ts";
import { KINDERGARTEN, SCHOOL } from "./example-parts.ts";
import { EXAMPLES } from "./example-profiles.ts";
import type { Report } from "./refresh-words.ts";
import { createSystemNames } from "./system-names.ts";
import { workPhoneReport, type WorkPhoneAction } from "./work-phone-words.ts";

async function report(
  action: WorkPhoneAction,
  school: WorkPhoneOutcome["outcome"],
  kindergarten: WorkPhoneOutcome["outcome"],
): Promise<Report> {
  const texts = await bokmal();
  const words = {
    further: texts.getFixedT("nb", FURTHER),
    names: createSystemNames([SCHOOL, KINDERGARTEN], texts.t),
  };
  const result = {
    systems: [
      { systemId: "skole", outcome: school },
      { systemId: "barnehage", outcome: kindergarten },
    ],
    profile: EXAMPLES.inOrder,
  };
  return workPhoneReport(action, result, words);
}

test("tells that both registers have stored the number", async () => {
  const { sentences } = await report("save", "changed", "changed");
  expect(sentences).toEqual(["Jobbtelefonen er lagret hos skolen og barnehagen."]);
});

test("tells a removal as a removal", async () => {
  const { sentences } = await report("remove", "changed", "up-to-date");
  expect(sentences).toEqual([
    "Jobbtelefonen er slettet hos skolen.",
    "Barnehagen hadde ingen jobbtelefon registrert på deg.",
  ]);
});

test("tells per register what was stored and what was not, and tries again only what failed", async () => {
  const { sentences, severity, retry } = await report("save", "changed", "failed");
  expect(sentences).toEqual([
    "Jobbtelefonen er lagret hos skolen.",
    "Vi fikk ikke lagret endringen hos barnehagen.",
  ]);
  expect(severity).toBe("warning");
  expect(retry).toEqual(["barnehage"]);
});

test.each(["read-only", "pending", "conflict", "person-not-held"] as const)(
  "has words for the outcome «%s» and does not call it stored",
  async (outcome) => {
    const { sentences, severity } = await report("save", outcome, outcome);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain("kolen og barnehagen");
    expect(severity).not.toBe("success");
  },
);

test("says nothing of a register that is none of hers, where another is", async () => {
  const { sentences } = await report("save", "changed", "person-not-held");
  expect(sentences).toEqual(["Jobbtelefonen er lagret hos skolen."]);
});

test("says that a number was put back", async () => {
  const { sentences, severity } = await report("restore", "changed", "changed");
  expect(sentences).toEqual(["Jobbtelefonen er lagt inn igjen hos skolen og barnehagen."]);
  expect(severity).toBe("success");
});
