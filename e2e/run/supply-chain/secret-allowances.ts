/** What looks like a secret and is none: which rule may overlook which text, and why. */
interface Allowance {
  readonly rule: string;
  /** A regular expression between slashes, as secretlint takes it. */
  readonly allows: readonly string[];
  readonly reason: string;
}

/** The one place for exceptions. */
export const SECRET_ALLOWANCES: readonly Allowance[] = [
  {
    rule: "@secretlint/secretlint-rule-database-connection-string",
    allows: ["/^postgres:\\/\\/foresattportal_test:test@127\\.0\\.0\\.1:/"],
    reason: "the role that a build server makes for the tests, on its own loopback",
  },
];

/** Eleven digits that a test needs and that belong to nobody. Synthetic persons (month + 80) are never looked at. */
export const ALLOWED_NATIONAL_IDS: ReadonlySet<string> = new Set();
