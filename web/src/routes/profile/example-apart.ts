import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { ANSWERED, EMAIL, held, holding, knownProfile, KNOWN, missing, MOBILE } from "./example-parts.ts";

/** States in which kontaktregisteret and the registers, or one register and the other, do not follow one another. */
export const APART_FROM_KRR = {
  otherInKrr: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "ask-system" },
    mobile: {
      ...MOBILE,
      state: "agreed",
      held: held("412 00 300", [
        holding("skole", { origin: "manual", confirmedAt: null }),
        holding("barnehage", { origin: "manual", confirmedAt: null }),
      ]),
      takenFromKrrIn: [],
      nextStep: "ask-system",
    },
    email: { ...EMAIL, takenFromKrrIn: [] },
  }),
  /** The municipality looks up and does not copy. */
  notCopied: knownProfile(
    {
      verdict: {
        level: "sms",
        reach: [
          { systemId: "skole", sms: true, email: false },
          { systemId: "barnehage", sms: true, email: false },
        ],
        nextStep: "ask-system",
      },
      mobile: {
        ...MOBILE,
        krr: { state: "unusable", display: "+47-1234" },
        takenFromKrrIn: [],
        nextStep: "add-in-krr",
      },
      email: missing({ takenFromKrrIn: [], nextStep: "ask-system" }),
    },
    { krr: { ...ANSWERED, person: "not-registered" } },
  ),
  /** The kindergarten takes no writes. */
  halfTaken: knownProfile({
    verdict: { level: "both", reach: KNOWN.verdict.reach, nextStep: "add-in-krr" },
    mobile: { ...MOBILE, takenFromKrrIn: ["skole"] },
    email: missing({ takenFromKrrIn: ["skole"] }),
  }),
  withheld: knownProfile({
    verdict: { ...KNOWN.verdict, nextStep: "confirm-in-krr" },
    mobile: { ...MOBILE, krr: { state: "withheld" }, nextStep: "confirm-in-krr" },
    email: missing({ krr: { state: "withheld" } }),
  }),
  workPhoneInSchool: knownProfile({
    workPhone: {
      state: "agreed",
      held: held("22 00 00 01", [holding("skole", { origin: "guardian" })]),
      writableIn: ["skole", "barnehage"],
    },
  }),
} as const satisfies Record<string, Profile>;
