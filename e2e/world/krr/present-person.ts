import type { KrrEntry } from "../people/person.ts";
import type { KrrChannelName, KrrStore } from "./krr-store.ts";
import { osloTime, utcTime } from "./krr-time.ts";

/** What the caller's scopes unlock (national-registers A.2). */
export interface Unlocked {
  readonly contact: boolean;
  readonly digitalPost: boolean;
}

export interface Presentation {
  readonly store: Pick<KrrStore, "find" | "isDuplicated">;
  readonly unlocked: Unlocked;
  readonly now: Date;
  /** Whether contact data that nobody may be notified by is left out; Digdir's pages contradict one another (A.9). */
  readonly filterExpired: boolean;
}

const FIELDS = { mobile: "mobiltelefonnummer", email: "epostadresse" } satisfies Record<
  KrrChannelName,
  string
>;

/** One person as KRR answers; what the scopes do not unlock is absent. */
export function presentPerson(nationalId: string, options: Presentation): Record<string, unknown> {
  const entry = options.store.find(nationalId);
  if (entry === null) return presentUnknown(nationalId, options);
  if (entry.status === "SLETTET") return withoutData(nationalId, entry.status, options);
  return {
    personidentifikator: nationalId,
    reservasjon: entry.reservedAt ? "JA" : "NEI",
    status: entry.status,
    ...(options.unlocked.contact && contactPart(nationalId, entry, options)),
    ...(options.unlocked.digitalPost && {
      digital_post: { postkasseadresse: "", postkasseleverandoeradresse: "" },
      sertifikat: "",
    }),
  };
}

/** One person whom KRR does not know, or claims not to. */
export function presentUnknown(
  nationalId: string,
  options: Pick<Presentation, "unlocked">,
): Record<string, unknown> {
  return withoutData(nationalId, "IKKE_REGISTRERT", options);
}

function withoutData(nationalId: string, status: string, { unlocked }: Pick<Presentation, "unlocked">) {
  return {
    personidentifikator: nationalId,
    reservasjon: "NEI",
    status,
    ...(unlocked.contact && { varslingsstatus: "KAN_IKKE_VARSLES" }),
  };
}

function contactPart(nationalId: string, entry: KrrEntry, { store, now, filterExpired }: Presentation) {
  const time = nationalId.endsWith("1") ? utcTime : osloTime;
  const reachable = isFresh(entry, "mobile", now) || isFresh(entry, "email", now);
  const contact = {
    ...channelPart(entry, "email", store, time),
    ...channelPart(entry, "mobile", store, time),
  };
  const withheld = Object.keys(contact).length === 0 || (filterExpired && !reachable);
  return {
    varslingsstatus: reachable && entry.reservedAt === null ? "KAN_VARSLES" : "KAN_IKKE_VARSLES",
    ...(entry.reservedAt && {
      reservasjonstidspunkt: time(entry.reservedAt),
      reservasjon_oppdatert: time(entry.reservedAt),
    }),
    ...(!withheld && { kontaktinformasjon: contact }),
    ...(entry.language && { spraak: entry.language }),
    // KRR adds attributes without notice; a client that chokes on one shall do so here.
    tilleggsattributt: { versjon: 1 },
  };
}

function channelPart(
  entry: KrrEntry,
  name: KrrChannelName,
  store: Presentation["store"],
  time: (date: Date) => string,
) {
  const channel = entry[name];
  if (channel === null) return {};
  const field = FIELDS[name];
  return {
    [field]: channel.value,
    [`${field}_oppdatert`]: time(channel.updatedAt),
    ...(channel.verifiedAt && { [`${field}_sist_verifisert`]: time(channel.verifiedAt) }),
    ...(channel.validatedAt && { [`${field}_sist_validert`]: time(channel.validatedAt) }),
    [`${field}_duplisert`]: store.isDuplicated(name, channel.value) ? "JA" : "NEI",
  };
}

/** eForvaltningsforskriften § 32: changed or confirmed during the last 18 months, counted per channel. */
function isFresh(entry: KrrEntry, name: KrrChannelName, now: Date): boolean {
  const channel = entry[name];
  if (channel === null) return false;
  const limit = new Date(now);
  limit.setUTCMonth(limit.getUTCMonth() - 18);
  return channel.updatedAt >= limit || (channel.verifiedAt !== null && channel.verifiedAt >= limit);
}
