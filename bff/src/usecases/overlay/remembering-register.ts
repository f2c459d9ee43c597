import { applyOverlay } from "../../domain/apply-overlay.ts";
import type { ContactRecord } from "../../domain/contact-record.ts";
import { confirmedFields, divideWrite } from "../../domain/divide-write.ts";
import type { ContactRegister } from "../../ports/contact-register.ts";
import type { RecordEvent } from "../../ports/events.ts";
import type { Overlay } from "../../ports/overlay.ts";
import { bookkeeping } from "../bookkeeping.ts";
import { createForgetfulness } from "./forgetfulness.ts";

/**
 * The register together with what the portal remembers for it where it cannot hold origins: records say where their
 * values came from, and what was written is remembered. Costs nothing where the register holds them itself. A store that
 * does not answer takes nothing away from what the register told or took.
 */
export function rememberingRegister(
  register: ContactRegister,
  { overlay, record: tell }: { readonly overlay: Overlay; readonly record: RecordEvent },
): ContactRegister {
  const { id } = register.register;
  const { capabilities, forgets } = createForgetfulness(register);

  async function asSeen(records: readonly ContactRecord[]): Promise<readonly ContactRecord[]> {
    let seen = records;
    const finding = overlay.find(id, records).then((found) => {
      seen = records.map((record) => applyOverlay(record, found.get(record.personId) ?? {}));
    });
    await bookkeeping(tell, "origins", finding);
    return seen;
  }

  return {
    register: register.register,
    capabilities,
    async lookup(nationalId, caller) {
      const [answer, forgetful] = await Promise.all([register.lookup(nationalId, caller), forgets()]);
      return answer.ok && forgetful ? { ok: true, value: await asSeen(answer.value) } : answer;
    },
    async write(record, changes) {
      if (!(await forgets())) return register.write(record, changes);
      const { personId } = record;
      const { toRegister, toRemember } = divideWrite(personId, changes, confirmedFields(record, changes));
      const result =
        toRegister.length === 0
          ? ({ ok: true, value: "written" } as const)
          : await register.write(record, toRegister);
      if (result.ok && result.value === "written")
        await bookkeeping(tell, "origins", overlay.note(id, toRemember));
      return result;
    },
  };
}
