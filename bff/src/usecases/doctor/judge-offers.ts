import type { Finder, Finding } from "../../domain/doctor/finding.ts";
import type { IdportenMetadata } from "../../ports/inspection.ts";
import type { Setting } from "./facts.ts";

/** Promises a finding for each thing that the portal needs and that ID-porten does not say it has. */
export function judgeOffers(finder: Finder, told: IdportenMetadata, setting: Setting): readonly Finding[] {
  const offers = [
    ["methods of PKCE", told.challengeMethods, "S256"],
    ["ways of authenticating a client", told.clientAuthentication, "private_key_jwt"],
    ["algorithms of a client's assertion", told.assertionAlgorithms, "RS256"],
    ["algorithms of an ID token", told.idTokenAlgorithms, "RS256"],
  ] as const;
  return [
    ...issuer(finder, told, setting),
    ...offers.flatMap(([what, offered, needed]) => {
      if (offered === null) return [finder.note(`It does not say which ${what} it takes.`)];
      if (offered.includes(needed)) return [];
      return [finder.wrong("digdir", `Among the ${what} that it takes is no ${needed}.`)];
    }),
    ...levels(finder, told, setting),
  ];
}

function issuer(finder: Finder, told: IdportenMetadata, { idportenIssuer }: Setting): Finding[] {
  if (told.issuer === idportenIssuer) return [];
  const hint =
    withoutSlash(told.issuer) === withoutSlash(idportenIssuer)
      ? "they differ by the slash at the end, which ID-porten's own has not"
      : "they have to be the same, character by character";
  return [
    finder.wrong(
      "operator",
      `It names another issuer than IDPORTEN_ISSUER, and every log-in fails: ${hint}.`,
    ),
  ];
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, "");
}

/** IDPORTEN_ACR is ours to change, so it is ours to put right. */
function levels(finder: Finder, { levels: offered }: IdportenMetadata, { acceptedAcr }: Setting): Finding[] {
  if (offered === null) return [finder.note("It does not say which levels it has.")];
  return acceptedAcr
    .filter((level) => !offered.includes(level))
    .map((level) =>
      finder.wrong("operator", `IDPORTEN_ACR asks for ${level}, which ID-porten does not have.`),
    );
}
