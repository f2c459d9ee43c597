import * as fc from "fast-check";

/** Numbers and addresses that several sources may hold, so that agreement and conflict are both common. */
const KNOWN_MOBILES = ["91234567", "40612345", "98765432"] as const;
const KNOWN_EMAILS = [
  "kari.nordmann@example.no",
  "t.foresatt@example.no",
  "ola+skole@post.example.com",
] as const;

/** One Norwegian number in every spelling that registers and people use (national-registers A.7). */
const spelledNorwegian = fc
  .tuple(
    fc.oneof(fc.constantFrom(...KNOWN_MOBILES), fc.stringMatching(/^[49]\d{7}$/)),
    fc.constantFrom(
      (digits: string) => digits,
      (digits: string) => `+47${digits}`,
      (digits: string) => `0047${digits}`,
      (digits: string) => digits.replace(/^(...)(..)(...)$/, "$1 $2 $3"),
      (digits: string) => digits.replace(/^(..)(..)(..)(..)$/, "+47 $1 $2 $3 $4"),
      (digits: string) => digits.replace(/^(...)(..)(...)$/, "$1_$2-$3"),
      (digits: string) => `  ${digits} `,
    ),
  )
  .map(([digits, spell]) => spell(digits));

const foreign = fc.constantFrom(
  "+46701234567",
  "+46 70 123 45 67",
  "0046701234567",
  "+44 20 7946 0958",
  "+1 212 555 0100",
);

const landline = fc.constantFrom("22 00 00 01", "+4722000001", "22000001", "22 00 00 01 ext. 12");

/** What fields hold that nobody validated. */
const junkPhone = fc.oneof(
  fc.constantFrom(
    "ring mor",
    "ukjent",
    "-",
    "12",
    "912 34 567 (mor)",
    "91234567/40612345",
    "00000000",
    "   ",
    "",
  ),
  fc.string({ maxLength: 30, unit: "grapheme" }),
);

/** A telephone number as a register might hold it: mostly sound, sometimes foreign, sometimes nonsense. */
export const phoneText = fc.oneof(
  { weight: 6, arbitrary: spelledNorwegian },
  { weight: 1, arbitrary: foreign },
  { weight: 1, arbitrary: landline },
  { weight: 2, arbitrary: junkPhone },
);

const spelledEmail = fc
  .tuple(
    fc.oneof(fc.constantFrom(...KNOWN_EMAILS), fc.emailAddress()),
    fc.constantFrom(
      (address: string) => address,
      (address: string) => address.toUpperCase(),
      (address: string) => ` ${address}\t`,
      (address: string) => address.charAt(0).toUpperCase() + address.slice(1),
    ),
  )
  .map(([address, spell]) => spell(address));

const junkEmail = fc.oneof(
  fc.constantFrom(
    "har ikke",
    "mangler@",
    "@example.no",
    "a@b",
    "a b@example.no",
    "to@en.no; to@to.no",
    "  ",
    "",
  ),
  fc.string({ maxLength: 30, unit: "grapheme" }),
);

/** An e-mail address as a register might hold it. */
export const emailText = fc.oneof(
  { weight: 6, arbitrary: spelledEmail },
  { weight: 2, arbitrary: junkEmail },
);
