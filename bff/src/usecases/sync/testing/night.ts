import type { Register } from "../../../domain/register.ts";
import { POPULATIONS, type Population } from "../../../domain/sync/population.ts";
import type { StepReport } from "../../../domain/sync/report.ts";
import { createKeyring, randomSessionKey } from "../../../platform/keyring.ts";
import type { PortalEvent } from "../../../ports/events.ts";
import { createFakeKrrBatch } from "../../../ports/testing/fake-krr-batch.ts";
import {
  createFakePopulationRegister,
  type FakePopulationRegister,
} from "../../../ports/testing/fake-population-register.ts";
import { SCHOOL } from "../../../ports/testing/people.ts";
import { createDepartures } from "../../../store/departures.ts";
import type { Database } from "../../../store/database.ts";
import { createLastAnswers } from "../../../store/last-answers.ts";
import { createSyncRuns } from "../../../store/sync-runs.ts";
import { runSync, type SyncRequest } from "../run-sync.ts";
import type { SyncDeps, SyncProgress, SyncTarget } from "../sync-deps.ts";
import { approveNothing, emptyBook } from "./book.ts";
import { mobileOf, oldMobileOf, putPerson, typed, type Person } from "./people.ts";

const NIGHT = new Date("2026-11-25T01:30:00.000Z");
export const TERM_DAYS = 30;
/** So small that a handful of persons fills several. */
const PAGE = 3;

export interface NightTarget extends SyncTarget {
  readonly port: FakePopulationRegister;
}

/** A register and what its municipality has decided: guardians only, nobody left out. */
export function target(
  register: Partial<Register> = {},
  more: Partial<Omit<SyncTarget, "port">> & { readonly page?: number } = {},
): NightTarget {
  const { page = PAGE, ...decided } = more;
  const port = createFakePopulationRegister({ ...SCHOOL, ...register }, { page, batch: 2 });
  return { employees: false, exceptedGrades: new Set(), ...decided, port };
}

export type Night = Awaited<ReturnType<typeof openNight>>;

/**
 * The surroundings of the nightly run: registers and KRR in memory, and the store's own book, with nothing in it but
 * the approval that a register needs before it is written to.
 */
export async function openNight(
  { db }: Database,
  { targets = [target()], approved = true }: { targets?: readonly NightTarget[]; approved?: boolean } = {},
) {
  await emptyBook(db);
  if (approved) await approveNothing(db, targets.flatMap(namesOf));
  const [first] = targets;
  if (first === undefined) throw new Error("a night needs a register");
  const keyring = createKeyring([randomSessionKey()]);
  const krr = createFakeKrrBatch();
  const events: PortalEvent[] = [];
  const progress: SyncProgress[] = [];

  /** What a process works with that has just been started: it holds runs under a name of its own. */
  function startProcess(more: Partial<SyncDeps> = {}): SyncDeps {
    return {
      runs: createSyncRuns(db, keyring),
      departures: createDepartures(db, keyring),
      lastAnswers: createLastAnswers(db, keyring, 24),
      krr,
      targets,
      clock: () => NIGHT,
      record: (event) => void events.push(event),
      progress: (told) => void progress.push(told),
      pseudonym: (text) => keyring.pseudonym(text),
      termDays: TERM_DAYS,
      stopping: new AbortController().signal,
      ...more,
    };
  }

  const deps = startProcess();
  return {
    db,
    keyring,
    school: first.port,
    krr,
    events,
    progress,
    deps,
    startProcess,
    /** Puts her into KRR and into a register: the first one unless told otherwise. */
    put: (number: number, person: Person = {}, register = first.port) =>
      putPerson(register, krr, number, person),
    /** Puts so many into KRR and into the first register, where each has an older mobile number typed in. */
    putMany(count: number): void {
      for (let number = 0; number < count; number += 1)
        putPerson(first.port, krr, number, {
          contact: { mobile: typed(oldMobileOf(number)) },
          krr: { mobile: mobileOf(number) },
        });
    },
    run: (request: Partial<SyncRequest> = {}, by = deps) => runBy(by, request),
  };
}

/** Runs what is asked for, everything by hand unless told otherwise, and reads the report. */
export async function runBy(deps: SyncDeps, request: Partial<SyncRequest> = {}) {
  const everything = { occurrence: null, dryRun: false, registerId: null, population: null };
  const { state, runId } = await runSync(deps, { ...everything, ...request });
  const report = await deps.runs.report(runId);
  const steps = report?.steps ?? [];
  const step = (registerId = SCHOOL.id, population: Population = "guardians"): StepReport => {
    const found = steps.find((each) => each.registerId === registerId && each.population === population);
    if (found === undefined) throw new Error(`the run has no ${population} of ${registerId}`);
    return found;
  };
  return { state, runId, steps, step };
}

/** The requests of one sort that a register got. */
export function requests({ log }: { readonly log: readonly string[] }, operation: string): readonly string[] {
  return log.filter((line) => line.startsWith(operation));
}

function namesOf({ port }: NightTarget) {
  return POPULATIONS.map((population) => ({ registerId: port.register.id, population }));
}
