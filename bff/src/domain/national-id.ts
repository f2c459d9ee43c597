import { fnr } from "@navikt/fnrvalidator";

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
    return fnr(value).status === "valid" ? new NationalId(value) : null;
  }

  /** The eleven digits, for a request body or a keyed hash and nothing else. */
  reveal(): string {
    return this.#digits;
  }

  equals(other: NationalId): boolean {
    return this.#digits === other.#digits;
  }

  toString(): string {
    return "[national id]";
  }

  toJSON(): string {
    return "[national id]";
  }
}
