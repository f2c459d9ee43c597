import { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A phone number that can be dialled. */
export interface PhoneNumber {
  /** E.164, with an extension as RFC 3966 writes it: `+4722000001`, `+4722000001;ext=12`. */
  readonly normal: string;
  /** For reading: Norwegian mobiles as 912 34 567, other Norwegian as 22 00 00 01, foreign ones in international form. */
  readonly display: string;
  /** Of a length and shape that the country really gives out; false = possible, but check it before you believe it. */
  readonly valid: boolean;
  /** Valid, and not known to be a landline: a text message can arrive. */
  readonly takesSms: boolean;
}

/** Far beyond any number with its extension; longer text is not worth a look. */
const MAX_LENGTH = 100;
/** Parts two numbers in one field; the library would read the second as an extension of the first. */
const SEPARATOR = /,|;(?!ext=)/i;
/** How `display` writes an extension, in the way in which the library reads one. */
const EXTENSION_WORD = /\s+linje\s+/i;

/**
 * A Norwegian mobile number. Nearly all numbers are one, and the library takes twenty microseconds to say so, which
 * would be a minute of a large municipality's night; a test compares every prefix with the library.
 */
const NORWEGIAN_MOBILE = /^(?:\+47|0047)?((?:45(?:[0-24-9]\d|3[0-57-9])\d{4})|(?:(?:4[016-8]|9\d)\d{6}))$/;

/**
 * Reads a number as people and registers write it: spaces, hyphens, underscores, `+47`, `0047`, bare eight digits
 * (national-registers A.7), foreign numbers, «linje»/«ext.»/`;ext=`. Null when no number, or more than one, can be read.
 */
export function parsePhoneNumber(text: string): PhoneNumber | null {
  if (text.length > MAX_LENGTH) return null;
  const mobile = NORWEGIAN_MOBILE.exec(text.replaceAll(" ", ""))?.[1];
  if (mobile !== undefined)
    return { normal: `+47${mobile}`, display: spokenMobile(mobile), valid: true, takesSms: true };
  return SEPARATOR.test(text) ? null : readByLibrary(text);
}

function readByLibrary(text: string): PhoneNumber | null {
  const parsed = parsePhoneNumberFromString(
    text.replaceAll("_", " ").replace(EXTENSION_WORD, " ext. ").trim(),
    {
      defaultCountry: "NO",
      extract: false,
    },
  );
  if (parsed === undefined || !parsed.isPossible()) return null;
  const extension = parsed.ext ?? "";
  return {
    normal: parsed.number + (extension && `;ext=${extension}`),
    display: displayOf(parsed) + (extension && ` linje ${extension}`),
    valid: parsed.isValid(),
    takesSms: parsed.isValid() && parsed.getType() !== "FIXED_LINE",
  };
}

function displayOf(parsed: NonNullable<ReturnType<typeof parsePhoneNumberFromString>>): string {
  if (parsed.countryCallingCode !== "47") return parsed.formatInternational().replace(/ ext\..*$/, "");
  const digits = parsed.nationalNumber;
  // Norwegian custom: mobile numbers are read 3-2-3, all others in pairs; eight digits only, short numbers stay whole.
  if (digits.length === 8 && /^[49]/.test(digits)) return spokenMobile(digits);
  return digits.length === 8 ? digits.replace(/^(..)(..)(..)(..)$/, "$1 $2 $3 $4") : digits;
}

function spokenMobile(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 5)} ${digits.slice(5)}`;
}
