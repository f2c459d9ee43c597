import type { ProfilePage } from "@foresattportal/shared/contract/profile.ts";
import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildProfile } from "./build-profile.ts";
import type { KrrPerson } from "./krr-person.ts";
import { normalForm } from "./normal-form.ts";
import { planContactWrites } from "./plan-contact-writes.ts";
import { guardianRecords, type KrrAnswer, type RegisterAnswer } from "./register-answer.ts";
import { NOW, registerAnswers } from "./testing/arbitraries.ts";
import {
  answered,
  channel,
  EMAIL,
  field,
  fresh,
  fromKrr,
  krrPerson,
  MOBILE,
  monthsAgo,
  record,
  SCHOOL,
} from "./testing/examples.ts";

type KnownPage = Extract<ProfilePage, { state: "known" }>;

/** What KRR may hold that no message can be sent to. */
const UNUSABLE: Record<Channel, readonly string[]> = {
  mobile: ["+47-1234", "22 00 00 01", "ring mor", "00000000"],
  email: ["har ikke", "kari@example", "a b@example.no"],
};

const channels = (broken: Channel) =>
  fc.record({
    mobile: broken === "mobile" ? unusableChannel("mobile") : fc.constantFrom(null, channel(MOBILE)),
    email: broken === "email" ? unusableChannel("email") : fc.constantFrom(null, channel(EMAIL)),
  });

/** A person whom KRR knows with at least one channel that cannot be used. */
const unusable: fc.Arbitrary<KrrPerson> = fc.record({
  status: fc.constant("active"),
  reserved: fc.boolean(),
  language: fc.constant(null),
  channels: fc.constantFrom(...CHANNELS).chain(channels),
});

function unusableChannel(each: Channel) {
  return fc
    .tuple(fc.constantFrom(...UNUSABLE[each]), fc.integer({ min: 0, max: 30 }))
    .map(([value, months]) => channel(value, { updatedAt: monthsAgo(months) }));
}

/** Checks every known page on which KRR holds something unusable in this field. */
function expectEveryUnusable(
  promise: (channel: Channel, page: KnownPage, answers: readonly RegisterAnswer[]) => void,
) {
  expect.hasAssertions();
  fc.assert(
    fc.property(registerAnswers, unusable, (answers, person) => {
      const { page } = buildProfile(answers, answered(person), NOW);
      if (page.state !== "known") return;
      for (const each of CHANNELS) if (page[each].krr.state === "unusable") promise(each, page, answers);
    }),
    { numRuns: 300 },
  );
}

function valueOf(person: KrrPerson, each: Channel): string | null {
  return person.channels[each]?.value ?? null;
}

function known(answers: readonly RegisterAnswer[], krr: KrrAnswer): KnownPage {
  const { page } = buildProfile(answers, krr, NOW);
  if (page.state !== "known") throw new Error("nobody is shown");
  return page;
}

describe("what KRR holds and no message can be sent to", () => {
  test("is always to be put right in KRR, whatever registers hold, allow and keep by hand", () => {
    expectEveryUnusable((each, page) => {
      expect(page[each].nextStep).toBe("add-in-krr");
    });
  });

  test("never lets the verdict say less than that: only what the guardian can do at once comes before it", () => {
    expectEveryUnusable((each, page) => {
      const other = page[each === "mobile" ? "email" : "mobile"];
      expect(page.verdict.nextStep).toBe(other.nextStep === "refresh" ? "refresh" : "add-in-krr");
    });
  });

  test("is never written anywhere, and so never what «Oppdater» is advised for", () => {
    fc.assert(
      fc.property(registerAnswers, unusable, (answers, person) => {
        const unusableIn = new Set(
          CHANNELS.filter((each) => normalForm(each, valueOf(person, each))?.usable === false),
        );
        const planned = guardianRecords(answers).flatMap(({ register, record: held, capabilities }) =>
          planContactWrites(held, person, { krrMode: register.krrMode, capabilities }, NOW),
        );
        expect(planned.filter((plan) => unusableIn.has(plan.field) && "write" in plan)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("does not count as reaching her where a register holds the same, and does where it holds a good one", () => {
    const krr = answered(krrPerson({ mobile: channel("+47-1234"), email: channel(EMAIL) }));
    const email = fromKrr(EMAIL, { originUpdatedAt: null });
    const same = known([fresh(SCHOOL, record({ mobile: fromKrr("+47-1234"), email }))], krr);
    expect(same.verdict).toMatchObject({ level: "email", nextStep: "add-in-krr" });
    const good = known([fresh(SCHOOL, record({ mobile: field(MOBILE), email }))], krr);
    expect(good.verdict).toMatchObject({ level: "both", nextStep: "add-in-krr" });
  });

  test.each(CHANNELS)(
    "tells adding and correcting %s apart: nothing there is `none`, not `unusable`",
    (each) => {
      const nothing = known([fresh(SCHOOL, record())], answered(krrPerson()));
      expect(nothing[each]).toMatchObject({ krr: { state: "none" }, nextStep: "add-in-krr" });
      const [text = ""] = UNUSABLE[each];
      const wrong = known([fresh(SCHOOL, record())], answered(krrPerson({ [each]: channel(text) })));
      expect(wrong[each]).toMatchObject({
        krr: { state: "unusable", display: text },
        nextStep: "add-in-krr",
      });
    },
  );
});
