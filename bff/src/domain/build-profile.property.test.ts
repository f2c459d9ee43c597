import {
  profile as profileSchema,
  type HeldValue,
  type Profile,
  type ProfilePage,
} from "@foresattportal/shared/contract/profile.ts";
import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildProfile } from "./build-profile.ts";
import type { ContactFieldName, ContactRecord } from "./contact-record.ts";
import { normalForm } from "./normal-form.ts";
import { guardianRecords, type KrrAnswer, type RegisterAnswer } from "./register-answer.ts";
import { krrAnswer, NOW, registerAnswers } from "./testing/arbitraries.ts";

type KnownPage = Extract<ProfilePage, { state: "known" }>;
type View = KnownPage["mobile" | "workPhone"];

const RUNS = { numRuns: 300 };
const FIELDS = ["mobile", "email", "workPhone"] as const satisfies readonly ContactFieldName[];

/** Checks every page that shows somebody. */
function expectEveryKnownPage(
  promise: (page: KnownPage, answers: readonly RegisterAnswer[], krr: KrrAnswer) => void,
) {
  // A promise about every page is worth nothing where none was seen.
  expect.hasAssertions();
  fc.assert(
    fc.property(registerAnswers, krrAnswer, (answers, krr) => {
      const { page } = buildProfile(answers, krr, NOW);
      if (page.state !== "known") return;
      promise(page, answers, krr);
    }),
    RUNS,
  );
}

function heldIn(view: View): readonly HeldValue[] {
  if (view.state === "differing") return view.held;
  return view.state === "agreed" ? [view.held] : [];
}

/** The values that the guardian's records hold, in normal form. */
function formsHeld(field: ContactFieldName, answers: readonly RegisterAnswer[], systemId?: string) {
  return guardianRecords(answers)
    .filter(({ register }) => systemId === undefined || register.id === systemId)
    .flatMap(({ record }) => normalForm(field, record.contact[field].value) ?? []);
}

/** Replaces the records of every register that answered. */
function mapRecords(
  answers: readonly RegisterAnswer[],
  change: (records: readonly ContactRecord[]) => readonly ContactRecord[],
): readonly RegisterAnswer[] {
  return answers.map((held) =>
    held.answer.state === "unavailable"
      ? held
      : { ...held, answer: { ...held.answer, data: change(held.answer.data) } },
  );
}

describe("the page, whatever the sources say", () => {
  test("keeps the contract with the browser", () => {
    fc.assert(
      fc.property(registerAnswers, krrAnswer, (answers, krr) => {
        const built = buildProfile(answers, krr, NOW);
        expect(profileSchema.parse(built)).toEqual(built);
      }),
      RUNS,
    );
  });

  test("shows no value that no register holds", () => {
    expectEveryKnownPage((page, answers) => {
      for (const field of FIELDS) {
        for (const { value, display, holdings } of heldIn(page[field])) {
          expect(formsHeld(field, answers)).toContainEqual(
            expect.objectContaining({ normal: value, display }),
          );
          for (const { systemId } of holdings)
            expect(formsHeld(field, answers, systemId).map(({ normal }) => normal)).toContain(value);
        }
      }
    });
  });

  test("leaves out no value that a register holds", () => {
    expectEveryKnownPage((page, answers) => {
      for (const field of FIELDS) {
        const held = new Set(formsHeld(field, answers).map(({ normal }) => normal));
        expect(heldIn(page[field]).map(({ value }) => value)).toEqual([...held].sort());
      }
    });
  });

  test("shows as KRR's value nothing that KRR did not say", () => {
    expectEveryKnownPage((page, _answers, krr) => {
      for (const field of CHANNELS) {
        const shown = page[field].krr;
        if (!("value" in shown)) continue;
        const said = "data" in krr ? krr.data.channels[field] : null;
        expect(shown.value).toBe(normalForm(field, said?.value ?? null)?.normal);
      }
    });
  });

  test("sends nobody to KRR for what no register takes from there", () => {
    expectEveryKnownPage((page) => {
      for (const { takenFromKrrIn, nextStep, krr } of CHANNELS.map((field) => page[field])) {
        if (takenFromKrrIn.length > 0) continue;
        expect(nextStep).not.toBe("refresh");
        // What nobody can use is put right there for its own sake.
        expect(nextStep !== "add-in-krr" || krr.state === "unusable").toBe(true);
      }
    });
  });

  test("is the same whichever source answered first, and in whatever order it named its records", () => {
    const shuffled = registerAnswers.chain((answers) =>
      fc.record({
        answers: fc.constant(answers),
        other: fc
          .shuffledSubarray([...answers], { minLength: answers.length, maxLength: answers.length })
          .map((list) => mapRecords(list, (records) => records.toReversed())),
      }),
    );
    fc.assert(
      fc.property(shuffled, krrAnswer, ({ answers, other }, krr) => {
        const [one, two] = [buildProfile(answers, krr, NOW), buildProfile(other, krr, NOW)];
        expect(two.page).toEqual(one.page);
        expect(two.krr).toEqual(one.krr);
        expect(byId(two)).toEqual(byId(one));
      }),
      RUNS,
    );
  });

  test("never calls a guardian unknown while a register has not answered", () => {
    fc.assert(
      fc.property(registerAnswers, krrAnswer, (answers, krr) => {
        fc.pre(answers.some(({ answer }) => answer.state === "unavailable"));
        expect(buildProfile(answers, krr, NOW).page.state).not.toBe("unknown");
      }),
      RUNS,
    );
  });

  test("never shows what is held on the person as an employee alone", () => {
    fc.assert(
      fc.property(registerAnswers, krrAnswer, (answers, krr) => {
        const guardians = mapRecords(answers, (records) =>
          records.filter(({ roles }) => roles.includes("guardian")),
        );
        expect(buildProfile(answers, krr, NOW)).toEqual(buildProfile(guardians, krr, NOW));
      }),
      RUNS,
    );
  });

  test("always names a next step where a register cannot reach the guardian both ways", () => {
    expectEveryKnownPage(({ verdict }) => {
      if (verdict.level === "both") return;
      expect(verdict.nextStep).not.toBe("none");
    });
  });

  test("changes nothing that it was given", () => {
    fc.assert(
      fc.property(registerAnswers, krrAnswer, (answers, krr) => {
        const before = structuredClone({ answers, krr });
        buildProfile(answers, krr, NOW);
        expect({ answers, krr }).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });
});

test("neither a national id nor an address protection comes out, even where a register slips them in (AP2)", () => {
  const nationalId = "15848730022";
  const protectedRecord = (record: ContactRecord): ContactRecord => {
    const leaky = { ...record, personId: nationalId, nationalId, addressProtection: "strictly-confidential" };
    return leaky;
  };
  fc.assert(
    fc.property(registerAnswers, krrAnswer, (answers, krr) => {
      const leaky = mapRecords(answers, (records) => records.slice(0, 1).map(protectedRecord));
      const plain = mapRecords(answers, (records) => records.slice(0, 1));
      const text = JSON.stringify(buildProfile(leaky, krr, NOW));
      expect(text).not.toContain(nationalId);
      expect(text).not.toMatch(/protection|confidential/i);
      expect(text).toBe(JSON.stringify(buildProfile(plain, krr, NOW)));
    }),
    RUNS,
  );
});

function byId({ systems }: Profile): Profile["systems"] {
  return systems.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
