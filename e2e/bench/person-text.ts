import type { BenchDates } from "./bench-dates.ts";
import {
  emailOf,
  familyNameOf,
  givenNameOf,
  kindOf,
  mobileOf,
  oldMobileOf,
  personIdOf,
} from "./bench-people.ts";
import { idOf } from "./indexed-ids.ts";

/**
 * The JSON of the persons of `bench-people`, made without the persons: an object for each of a million, and its text
 * from it, would cost more than what is measured. A test compares both ways.
 */
export function personTexts(dates: BenchDates) {
  const registeredAt = dates.registered.utc;
  const fromKrr = (value: string, updated: string, verified: string) =>
    `{"value":"${value}","origin":"krr","originUpdatedAt":"${updated}","originVerifiedAt":"${verified}","fetchedAt":"${dates.fetched.utc}","krrOptOut":false,"editable":false}`;
  const current = (value: string, index: number) =>
    fromKrr(value, dates.updated(index).utc, dates.verified(index).utc);

  const mobile = (index: number): string => {
    switch (kindOf(index)) {
      case "equal":
        return current(mobileOf(index), index);
      case "changed":
        return fromKrr(oldMobileOf(index), dates.outdated.utc, dates.outdated.utc);
      case "empty":
        return typed(null, "unknown");
      case "opted-out":
        return typed(oldMobileOf(index), "manual", true);
      case "not-registered":
        return typed(mobileOf(index), "manual");
    }
  };
  const email = (index: number): string =>
    kindOf(index) === "not-registered" ? typed(emailOf(index), "manual") : current(emailOf(index), index);

  return {
    /** As the register tells her before anything is written. */
    inRegister: (index: number): string =>
      `{"personId":"${personIdOf(index)}","etag":"1","nationalId":"${idOf(index)}","name":{"given":"${givenNameOf(index)}","middle":null,"family":"${familyNameOf(index)}"},"roles":["guardian"],"status":"active","registeredBy":"import","registeredAt":"${registeredAt}","addressProtection":"none","contact":{"email":${email(index)},"mobile":${mobile(index)},"workPhone":{"value":null,"origin":"unknown","editable":true}},"positions":[],"modifiedAt":"${registeredAt}"}`,
    /** As KRR answers on her; null = somebody KRR does not know. */
    inKrr(nationalId: string, index: number | null): string {
      if (index === null || kindOf(index) === "not-registered") return unknownInKrr(nationalId);
      const form = nationalId.endsWith("1") ? "utc" : "oslo";
      const updated = dates.updated(index)[form];
      const verified = dates.verified(index)[form];
      return `{"personidentifikator":"${nationalId}","reservasjon":"NEI","status":"AKTIV","varslingsstatus":"KAN_VARSLES","kontaktinformasjon":{"epostadresse":"${emailOf(index)}","epostadresse_oppdatert":"${updated}","epostadresse_sist_verifisert":"${verified}","epostadresse_duplisert":"NEI","mobiltelefonnummer":"${mobileOf(index)}","mobiltelefonnummer_oppdatert":"${updated}","mobiltelefonnummer_sist_verifisert":"${verified}","mobiltelefonnummer_duplisert":"NEI"},"spraak":"nb","tilleggsattributt":{"versjon":1}}`;
    },
  };
}

function typed(value: string | null, origin: string, optOut = false): string {
  return `{"value":${value === null ? "null" : `"${value}"`},"origin":"${origin}","krrOptOut":${optOut},"editable":true}`;
}

function unknownInKrr(nationalId: string): string {
  return `{"personidentifikator":"${nationalId}","reservasjon":"NEI","status":"IKKE_REGISTRERT","varslingsstatus":"KAN_IKKE_VARSLES"}`;
}

export type PersonTexts = ReturnType<typeof personTexts>;
