import { fnr } from "@navikt/fnrvalidator";

/** Fødselsnummer, D-number, and the synthetic persons of the national test population. */
const KINDS: ReadonlySet<string> = new Set(["fnr", "dnr", "tnr", "dnr-and-tnr"]);

/**
 * A fødselsnummer or D-number with valid check digits. The digits come out only through `reveal`, so that a template
 * string, a log line or JSON never shows them by accident (domain-rules R-27).
 */
export class NationalId {
  readonly #digits: string;

  private constructor(digits: string) {
    this.#digits = digits;
  }

  /** Promises null for anything that is not eleven digits with valid check digits; synthetic ids (month + 80) are valid. */
  static parse(value: unknown): NationalId | null {
    if (typeof value !== "string" || !/^\d{11}$/.test(value)) return null;
    const read = fnr(value);
    // Hospitals' emergency numbers (H-numbers) name nobody outside the hospital.
    return read.status === "valid" && KINDS.has(read.type) ? new NationalId(value) : null;
  }

  /** The eleven digits, for a request body or a keyed hash and nothing else. */
  reveal(): string {
    return this.#digits;
  }

  toString(): string {
    return "[national id]";
  }

  toJSON(): string {
    return "[national id]";
  }
}
