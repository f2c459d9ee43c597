import { fnr } from "@navikt/fnrvalidator";
import type { SecretLintRuleCreator } from "@secretlint/types";
import { ALLOWED_NATIONAL_IDS } from "./secret-allowances.ts";

/** Fødselsnummer and D-number of Folkeregisteret; Tenor's synthetic persons (month + 80) and hospitals' numbers (month + 40) are other types. */
const REAL: ReadonlySet<string> = new Set(["fnr", "dnr"]);
/** As people write them: in one, with a space, or with a hyphen. */
const ELEVEN_DIGITS = /(?<!\d)\d{6}[ -]?\d{5}(?!\d)/g;
/** The private part of an RSA, EC or OKP key (RFC 7517), also in the notation of JavaScript. */
const PRIVATE_JWK = /(?<![\w"'])["']?d["']?\s*:\s*["'][\w-]{40,}["']/g;
/** Our own keys, 32 bytes each: `name:base64`, as SESSION_KEYS holds them, or the base64 alone of PSEUDONYM_KEY. */
const OWN_KEY =
  /(?:SESSION_KEYS["']?\s*[=:]\s*["']?[\w.-]+:|PSEUDONYM_KEY["']?\s*[=:]\s*["']?)[A-Za-z\d+/_-]{43}/g;

/** What no rule of secretlint's own looks for; a finding says where and never what. */
export const OWN_RULES: readonly SecretLintRuleCreator[] = [
  rule("national-id", "a national id that is not synthetic", ELEVEN_DIGITS, isOfAPerson),
  rule("private-jwk", "the private part of a JSON Web Key", PRIVATE_JWK),
  rule("session-key", "a session key or pseudonym key", OWN_KEY),
];

function isOfAPerson(written: string): boolean {
  const digits = written.replace(/\D/, "");
  const read = fnr(digits);
  return read.status === "valid" && REAL.has(read.type) && !ALLOWED_NATIONAL_IDS.has(digits);
}

function rule(
  id: string,
  what: string,
  pattern: RegExp,
  counts: (found: string) => boolean = () => true,
): SecretLintRuleCreator {
  const messages = { FOUND: { en: () => `found ${what}` } };
  return {
    messages,
    meta: { id, type: "scanner", recommended: true, supportedContentTypes: ["text"] },
    create(context) {
      const translate = context.createTranslator(messages);
      return {
        file({ content }) {
          for (const { 0: found, index } of content.matchAll(pattern))
            if (counts(found))
              context.report({ message: translate("FOUND"), range: [index, index + found.length] });
        },
      };
    },
  };
}
