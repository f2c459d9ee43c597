import { isLanguage } from "@foresattportal/shared/languages.ts";
import { parseKrrTime } from "../../domain/krr-time.ts";
import type { KrrChannel, KrrPerson } from "../../domain/krr-person.ts";
import type { KrrPersonBody } from "./schema.ts";

const STATUS: ReadonlyMap<string, KrrPerson["status"]> = new Map([
  ["AKTIV", "active"],
  ["SLETTET", "deleted"],
  ["IKKE_REGISTRERT", "not-registered"],
]);

/** Translates one person; null for a status that KRR has not documented, since nothing may be concluded from it. */
export function toKrrPerson(body: KrrPersonBody): KrrPerson | null {
  const status = STATUS.get(body.status);
  if (status === undefined) return null;
  const channels = channelsOf(body);
  const reserved = body.reservasjon === "JA";
  const told = channels.email !== null || channels.mobile !== null;
  // Who is reserved may not be notified whatever there is, so that nothing can be concluded from it (A.9).
  const withheld = status === "active" && !told && !reserved && body.varslingsstatus === "KAN_IKKE_VARSLES";
  return {
    status,
    reserved,
    language: isLanguage(body.spraak) ? body.spraak : null,
    channels,
    ...(withheld && { withheld }),
  };
}

function channelsOf({ kontaktinformasjon: info }: KrrPersonBody): KrrPerson["channels"] {
  return {
    email: channel(
      info?.epostadresse,
      info?.epostadresse_oppdatert,
      info?.epostadresse_sist_verifisert,
      info?.epostadresse_duplisert,
    ),
    mobile: channel(
      info?.mobiltelefonnummer,
      info?.mobiltelefonnummer_oppdatert,
      info?.mobiltelefonnummer_sist_verifisert,
      info?.mobiltelefonnummer_duplisert,
    ),
  };
}

type Text = string | null | undefined;

function channel(value: Text, updated: Text, verified: Text, duplicate: Text): KrrChannel | null {
  const text = value ?? "";
  if (text.trim() === "") return null;
  return {
    value: text,
    updatedAt: parseKrrTime(updated ?? ""),
    verifiedAt: parseKrrTime(verified ?? ""),
    duplicate: duplicate === "JA",
  };
}
