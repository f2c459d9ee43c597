import type { Clock } from "../../ports/clock.ts";
import type {
  DatabaseInspection,
  IdportenInspection,
  KrrInspection,
  RegisterInspection,
} from "../../ports/inspection.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import type { Register } from "../../domain/register.ts";
import { attempt } from "./attempt.ts";
import type { Facts, KeyFacts, Setting, TokenNeedFacts } from "./facts.ts";

/** Everything that is looked at, and how. */
export interface Surroundings {
  readonly setting: Setting;
  readonly idporten: IdportenInspection;
  readonly keys: readonly (Omit<KeyFacts, "tried"> & { readonly try: Work<null> })[];
  readonly tokens: readonly { readonly facts: TokenNeedFacts; readonly ask: Work<null> }[];
  readonly krr: KrrInspection;
  readonly krrFor: readonly Register["municipality"][];
  readonly registers: readonly { readonly register: Register; readonly inspection: RegisterInspection }[];
  readonly database: DatabaseInspection;
  /** What the answers have said of the time so far. */
  readonly clocks: () => ReadonlyMap<string, number>;
  readonly clock: Clock;
}

type Work<T> = () => Promise<UpstreamResult<T>>;

/**
 * Looks at everything side by side. Promises facts whatever happens: what is silent, refuses or breaks is one of them
 * and stands in nothing else's way.
 */
export async function gatherFacts(around: Surroundings, budgetMs?: number): Promise<Facts> {
  const ask = <T>(upstream: string, work: Work<T>) => attempt(upstream, work, budgetMs);
  const { idporten } = around;
  const [metadata, signingKeys, keys, tokens, krr, registers, database] = await Promise.all([
    ask("idporten", () => idporten.metadata()),
    ask("idporten", () => idporten.signingKeys()),
    each(around.keys, async ({ client, kid, expiresAt, try: tryIt }) => {
      const tried = await ask(client, tryIt);
      return { client, kid, expiresAt, tried };
    }),
    each(around.tokens, async ({ facts, ask: askFor }) => {
      const answer = await ask("maskinporten", askFor);
      return { ...facts, answer };
    }),
    each(around.krrFor, async (municipality) => {
      const answer = await ask("krr", () => around.krr.ask(municipality));
      return { municipality, answer };
    }),
    each(around.registers, async ({ register, inspection }) => {
      const answer = await ask(register.id, () => inspection.present());
      return { register, answer };
    }),
    ask("database", async () => ({ ok: true, value: await around.database.look() })),
  ]);
  const { setting } = around;
  const clocks = withDatabase(new Map(around.clocks()), setting, database);
  const seen = { metadata, signingKeys, keys, tokens, krr, registers, database, clocks };
  return { ...seen, now: around.clock(), setting };
}

function each<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  return Promise.all(list.map(work));
}

/** PGlite runs in this process and has its clock. */
function withDatabase(
  clocks: Map<string, number>,
  { engine }: Setting,
  database: Facts["database"],
): Facts["clocks"] {
  if (engine === "postgres" && database.ok && database.value.state === "open")
    clocks.set("database", database.value.aheadSeconds);
  return clocks;
}
