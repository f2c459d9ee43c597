import type { NationalId } from "../../domain/national-id.ts";
import type { RecordEvent } from "../../ports/events.ts";
import type { Krr } from "../../ports/krr.ts";
import type { KrrBatch } from "../../ports/krr-batch.ts";
import type { KrrChanges } from "../../ports/krr-changes.ts";
import type { Lookup, LookupLog } from "../../ports/lookup-log.ts";
import { bookkeeping } from "../bookkeeping.ts";

export interface NotingDeps {
  readonly lookups: LookupLog;
  readonly record: RecordEvent;
}

/** KRR, with a note of each look-up of the guardian who is logged in; a look-up that failed is noted too. */
export function notedKrr(
  krr: Krr,
  deps: NotingDeps & { readonly subjectOf: (nationalId: NationalId) => string },
): Krr {
  return {
    async lookup(nationalId, municipality, caller) {
      const answer = await krr.lookup(nationalId, municipality, caller);
      const { orgNumber } = municipality;
      const subject = deps.subjectOf(nationalId);
      await note(deps, { occasion: "guardian", orgNumber, subject, persons: 1, answered: answer.ok });
      return answer;
    },
  };
}

/** KRR asked about many, with a note of each request: of how many, not of whom. */
export function notedKrrBatch(krr: KrrBatch, deps: NotingDeps): KrrBatch {
  return {
    calls: krr.calls,
    async lookupMany(nationalIds, municipality) {
      const answer = await krr.lookupMany(nationalIds, municipality);
      if (nationalIds.length > 0)
        await note(deps, {
          occasion: "nightly-run",
          orgNumber: municipality.orgNumber,
          subject: null,
          persons: nationalIds.length,
          answered: answer.ok,
        });
      return answer;
    },
  };
}

/** KRR's feed of changes, with a note of each page that told of persons, or was not to be had. */
export function notedKrrChanges(changes: KrrChanges, deps: NotingDeps): KrrChanges {
  return {
    newest: (municipality) => changes.newest(municipality),
    async page(from, municipality) {
      const answer = await changes.page(from, municipality);
      const { orgNumber } = municipality;
      const persons = answer.ok ? answer.value.entries.length : 0;
      if (answer.ok && persons === 0) return answer;
      await note(deps, { occasion: "change-feed", orgNumber, subject: null, persons, answered: answer.ok });
      return answer;
    },
  };
}

function note({ lookups, record }: NotingDeps, lookup: Lookup): Promise<void> {
  return bookkeeping(record, "look-ups", lookups.note(lookup));
}
