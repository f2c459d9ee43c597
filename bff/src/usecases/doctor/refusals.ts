import type { Responsible } from "../../domain/doctor/finding.ts";
import type { AttemptFailure } from "./facts.ts";

/** What a refusal by Maskinporten means (national-registers C.4). */
export interface Refusal {
  /** Whether it strikes whatever this client asks for, or only what was asked for. */
  readonly strikes: "client" | "need";
  /** Whether the key that signed was known; null where nobody can tell. */
  readonly keyKnown: boolean | null;
  readonly who: Responsible;
  readonly sentence: string;
}

const client = (keyKnown: boolean | null, who: Responsible, sentence: string): Refusal => ({
  strikes: "client",
  keyKnown,
  who,
  sentence,
});
const need = (who: Responsible, sentence: string): Refusal => ({
  strikes: "need",
  keyKnown: true,
  who,
  sentence,
});

const POSTED =
  "post our public key there, under its kid and together with the keys that are to stay, since each posting replaces all";

const BY_CODE: Readonly<Record<string, Refusal>> = {
  "MP-100": client(
    null,
    "operator",
    "Maskinporten does not know MASKINPORTEN_CLIENT_ID: it is misspelt or belongs to Digdir's other environment.",
  ),
  "MP-110": client(
    null,
    "operator",
    "MASKINPORTEN_ISSUER is not what Maskinporten calls itself: it must be the same to the character, slash at the end included.",
  ),
  "MP-121": client(
    false,
    "self-service",
    "The key that is registered for our client has ended, as each does after a year: post it, or a new one, again.",
  ),
  "MP-124": client(false, "self-service", `Maskinporten does not know the key that we sign with: ${POSTED}.`),
  "MP-130": client(
    null,
    "platform",
    "Maskinporten takes our grants for too old, so our clock is behind: have it kept by NTP.",
  ),
  "MP-200": need("self-service", "The scope is not registered on our client at Maskinporten: add it there."),
  "MP-201": need(
    "self-service",
    "The scope is not allowed for the type of our client at Maskinporten, which cannot be changed: make a client of type “maskinporten”.",
  ),
  "MP-250": need(
    "digdir",
    "The owner of the API has not given the scope to the organisation in whose name we ask: the municipality has to ask for it.",
  ),
  "MP-251": need(
    "municipality",
    "The municipality has not delegated the scope to us in Altinn, or has taken it back.",
  ),
};

const BY_ERROR: Readonly<Record<string, Refusal>> = {
  invalid_client: client(false, "self-service", `Maskinporten does not take our client: ${POSTED}.`),
  // How a key that is not registered is refused is not documented (national-registers C.4).
  invalid_grant: client(
    false,
    "self-service",
    `Maskinporten refuses our grants without saying why; most likely it does not know our key: ${POSTED}.`,
  ),
  forbidden: need(
    "municipality",
    "The municipality has not delegated the scope to us in Altinn, or the owner of the API has not given it to the municipality.",
  ),
  invalid_scope: need(
    "self-service",
    "Maskinporten does not give our client this scope: see that it is registered there, letter by letter.",
  ),
  invalid_request: need(
    "operator",
    "Maskinporten finds the request itself wrong. Where the client belongs to the municipality, it must not ask on its own behalf: use krr:global/kontaktinformasjon.read as KRR_SCOPE.",
  ),
};

/** Promises the meaning of a refusal; null where the failure is none, or one that nobody has documented. */
export function refusalOf({ kind, reason = "" }: AttemptFailure): Refusal | null {
  if (kind !== "refused") return null;
  const code = /MP-\d{3}/.exec(reason)?.[0];
  const [error = ""] = reason.split(" ");
  return own(BY_CODE, code ?? "") ?? own(BY_ERROR, error);
}

function own(table: Readonly<Record<string, Refusal>>, key: string): Refusal | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
