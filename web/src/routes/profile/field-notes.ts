import type { ContactFieldView, KrrChannelView } from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { monthAndYear } from "../../format-time.ts";
import { unreachable } from "../../unreachable.ts";
import { adviceFor } from "./advice.ts";
import {
  decidingIds,
  gapIds,
  holdingsOf,
  isOtherInKrr,
  isUsableInKrr,
  refreshedIds,
  severalIds,
  untakingIds,
} from "./field-state.ts";
import { unbroken } from "./unbroken.ts";
import type { Words } from "./words.ts";

/** A sentence about a field and how it is meant: to be read, or to be acted on. */
export interface FieldNote {
  readonly tone: "plain" | "act";
  readonly text: string;
}

function plain(text: string): FieldNote {
  return { tone: "plain", text };
}

function act(text: string): FieldNote {
  return { tone: "act", text };
}

function stateNotes(channel: Channel, field: ContactFieldView, { t, names }: Words): FieldNote[] {
  const empty = gapIds(field.gaps, "empty");
  switch (field.state) {
    case "missing":
      return empty.length === field.gaps.length ? [act(t(`field.${channel}.missing`))] : [];
    case "differing": {
      const several = severalIds(field);
      if (several.length > 0) return [act(t(`field.${channel}.several`, names.both(several)))];
      const ids = holdingsOf(field).map(({ systemId }) => systemId);
      return [act(t(`field.${channel}.differing`, names.both(ids)))];
    }
    case "agreed":
      return [];
    default:
      return unreachable(field);
  }
}

function gapNotes(channel: Channel, field: ContactFieldView, { t, names }: Words): FieldNote[] {
  const empty = gapIds(field.gaps, "empty");
  const blocked = gapIds(field.gaps, "blocked");
  const saidAlready = field.state === "missing" && blocked.length === 0;
  return [
    ...(empty.length > 0 && !saidAlready ? [act(t(`field.${channel}.gapEmpty`, names.both(empty)))] : []),
    ...(blocked.length > 0 ? [plain(t(`field.${channel}.gapBlocked`, names.both(blocked)))] : []),
  ];
}

function optOutNotes(channel: Channel, field: ContactFieldView, { t, names }: Words): FieldNote[] {
  const ids = holdingsOf(field).flatMap((holding) => (holding.optedOut ? [holding.systemId] : []));
  return ids.length === 0 ? [] : [plain(t(`field.${channel}.optedOut`, names.both(ids)))];
}

function ageNote(channel: Channel, krr: KrrChannelView, { t }: Words): FieldNote[] {
  switch (krr.state) {
    case "not-known":
    case "none":
    case "unusable":
    case "current":
      return [];
    case "ageing":
      return [
        act(
          krr.confirmedAt === null
            ? t(`field.${channel}.ageingUndated`)
            : t(`field.${channel}.ageing`, { month: monthAndYear(krr.confirmedAt, t) }),
        ),
      ];
    case "expired":
      return [act(t(`field.${channel}.expired`))];
    case "withheld":
      return [act(t(`field.${channel}.krrWithheld`))];
    default:
      return unreachable(krr);
  }
}

/** Told only beside a value, where it is news, and only when kontaktregisteret has answered so. */
function krrNoneNotes(channel: Channel, field: ContactFieldView, { t, krr }: Words): FieldNote[] {
  if (field.state === "missing") return [];
  if (adviceFor(field.nextStep, krr) === "add-in-krr") return [act(t(`field.${channel}.krrNone`))];
  return field.krr.state === "none" ? [plain(t(`field.${channel}.krrNone`))] : [];
}

function krrNotes(channel: Channel, field: ContactFieldView, words: Words): FieldNote[] {
  const { krr } = field;
  const { t } = words;
  if (krr.state === "unusable")
    return [
      act(t(`field.${channel}.krrUnusable`, { value: unbroken(krr.display) })),
      ...(field.takenFromKrrIn.length > 0 ? [act(t(`field.${channel}.correctUnusable`))] : []),
    ];
  if (krr.state === "withheld") return ageNote(channel, krr, words);
  if (!isUsableInKrr(krr)) return krrNoneNotes(channel, field, words);
  const note = isOtherInKrr(field) ? act : plain;
  const other = field.state === "agreed" && field.held.value !== krr.value;
  return [
    ...(other ? [note(t(`field.${channel}.krrOther`))] : []),
    ...ageNote(channel, krr, words),
    ...(krr.duplicate ? [plain(t(`field.${channel}.duplicate`))] : []),
  ];
}

function refreshText(channel: Channel, field: ContactFieldView, { t, names }: Words): string {
  const { krr } = field;
  const ids = refreshedIds(field);
  if (!isUsableInKrr(krr) || ids.length === 0) return t(`field.${channel}.refreshGeneral`);
  return t(`field.${channel}.refresh`, { ...names.both(ids), value: unbroken(krr.display) });
}

function stepNotes(channel: Channel, field: ContactFieldView, words: Words): FieldNote[] {
  const { t, names, krr } = words;
  const advice = adviceFor(field.nextStep, krr);
  switch (advice) {
    case "none":
    case "refresh-later":
      // Of the latter the verdict and the notice on kontaktregisteret speak, for the whole page.
      return [];
    case "refresh":
      return [act(refreshText(channel, field, words))];
    case "add-in-krr": {
      // The sentences on values that are unusable or withheld say what to do already.
      const isSaid = field.krr.state === "unusable" || field.krr.state === "withheld";
      const untaking = untakingIds(field);
      return [
        ...(isSaid ? [] : [act(t(`field.${channel}.addInKrr`))]),
        ...(untaking.length > 0 ? [act(t("update.notTaken", names.both(untaking)))] : []),
      ];
    }
    case "confirm-in-krr":
      // The sentence on the age of the value asks for this already.
      return ageNote(channel, field.krr, words).length > 0 ? [] : [act(t(`field.${channel}.confirmInKrr`))];
    case "ask-system": {
      // The sentences on opted-out and blocked fields say whom to ask already.
      if (optOutNotes(channel, field, words).length > 0 || gapIds(field.gaps, "blocked").length > 0)
        return [];
      return [
        ...(isOtherInKrr(field) ? [act(t(`field.${channel}.correctInKrr`))] : []),
        act(t(`field.${channel}.askSystem`, names.both(decidingIds(field)))),
      ];
    }
    default:
      return unreachable(advice);
  }
}

/** Promises one note for all that follows in the same tone, so that what belongs together is read together. */
function joined(notes: readonly FieldNote[]): FieldNote[] {
  const paragraphs: FieldNote[] = [];
  for (const note of notes) {
    const last = paragraphs.at(-1);
    if (last?.tone === note.tone) paragraphs.splice(-1, 1, { ...note, text: `${last.text} ${note.text}` });
    else paragraphs.push(note);
  }
  return paragraphs;
}

/** Promises all that is to be said of a field, the state first and what to do last. */
export function fieldNotes(channel: Channel, field: ContactFieldView, words: Words): FieldNote[] {
  return joined([
    ...stateNotes(channel, field, words),
    ...gapNotes(channel, field, words),
    ...optOutNotes(channel, field, words),
    ...krrNotes(channel, field, words),
    ...stepNotes(channel, field, words),
  ]);
}
