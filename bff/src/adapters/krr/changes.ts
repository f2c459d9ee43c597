import { NationalId } from "../../domain/national-id.ts";
import type { ChangedPerson } from "../../domain/sync/changed-persons.ts";
import { createPatience, type Patience } from "../../platform/patience.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { ChangesPage, KrrChanges } from "../../ports/krr-changes.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { sendAuthorized, type MachineTokens } from "../maskinporten/index.ts";
import { toKrrPerson } from "./map.ts";
import { krrChangesBody, krrIdBody, krrPersonBody, type KrrChangesBody } from "./schema.ts";

/** A page is as long as a look-up of many. */
const BUDGET_MS = 30_000;
/** Before the first change. */
const BEGINNING = 0;

/** KRR's feed of changes, with patience. Promises that whoever follows it is never led back (national-registers D). */
export function createKrrChanges(options: {
  baseUrl: string;
  /** With that of the feed, which is granted by itself (national-registers A.2). */
  scope: string;
  /** Whether the grant names the municipality (decision 009). */
  delegated: boolean;
  tokens: MachineTokens;
  budgetMs?: number;
  patience?: Patience;
}): KrrChanges {
  const { baseUrl, scope, tokens, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ name: "krr", baseUrl, budgetMs });
  const patience = options.patience ?? createPatience();

  async function ask(
    from: number,
    { orgNumber }: { readonly orgNumber: string },
  ): Promise<UpstreamResult<KrrChangesBody>> {
    const need = { scope, ...(options.delegated && { consumerOrg: orgNumber }) };
    const path = ["rest", "v2", "krr", "hentEndringer"];
    const json = { fraEndringsId: from };
    const answer = await patience(() => sendAuthorized(client, tokens, need, { method: "post", path, json }));
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
    const parsed = client.parse(krrChangesBody, answer.value);
    if (!parsed.ok) return parsed;
    const { fraEndringsId, tilEndringsId, sisteEndringsId } = parsed.value;
    if (tilEndringsId < Math.max(from, fraEndringsId))
      return client.failure("contract", { reason: "tilEndringsId before fraEndringsId" });
    if (sisteEndringsId < tilEndringsId)
      return client.failure("contract", { reason: "sisteEndringsId before tilEndringsId" });
    return parsed;
  }

  return {
    async newest(municipality) {
      // What is asked of a number beyond the end is documented nowhere.
      const answer = await ask(BEGINNING, municipality);
      return answer.ok ? { ok: true, value: answer.value.sisteEndringsId } : answer;
    },
    async page(from, municipality) {
      const answer = await ask(from, municipality);
      return answer.ok ? { ok: true, value: toPage(answer.value) } : answer;
    },
  };
}

function toPage({ list, tilEndringsId, sisteEndringsId }: KrrChangesBody): ChangesPage {
  const read = list.map(toEntry);
  return {
    entries: read.filter((entry) => entry !== null),
    malformed: read.filter((entry) => entry === null || entry.word === null).length,
    to: tilEndringsId,
    newest: sisteEndringsId,
  };
}

/** Null where nobody can tell whom it is about. */
function toEntry(element: unknown): ChangedPerson | null {
  const nationalId = NationalId.parse(krrIdBody.safeParse(element).data?.personidentifikator);
  if (nationalId === null) return null;
  const parsed = krrPersonBody.safeParse(element);
  return { nationalId, word: parsed.success ? toKrrPerson(parsed.data) : null };
}
