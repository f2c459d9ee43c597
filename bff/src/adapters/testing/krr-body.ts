import type { NationalId } from "../../domain/national-id.ts";

/** Somebody with both channels, as KRR writes her (national-registers A.4), hours-only offset included. */
export function krrBody(nationalId: NationalId, rest: object = {}) {
  return {
    personidentifikator: nationalId.reveal(),
    reservasjon: "NEI",
    status: "AKTIV",
    varslingsstatus: "KAN_VARSLES",
    kontaktinformasjon: {
      epostadresse: "kari@example.no",
      epostadresse_oppdatert: "2026-06-10T21:00:01+02",
      epostadresse_sist_verifisert: "2026-06-10T21:00:01+02",
      epostadresse_duplisert: "NEI",
      mobiltelefonnummer: "+4799999901",
      mobiltelefonnummer_oppdatert: "2026-06-10T21:00:01+02",
      mobiltelefonnummer_sist_verifisert: "2026-06-10T19:00:01.000Z",
    },
    spraak: "nb",
    ...rest,
  };
}
