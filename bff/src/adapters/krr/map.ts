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
  const info = body.kontaktinformasjon;
  return {
    status,
    reserved: body.reservasjon === "JA",
    language: isLanguage(body.spraak) ? body.spraak : null,
    channels: {
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
    },
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
