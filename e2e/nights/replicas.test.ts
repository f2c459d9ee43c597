import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createNight, until, type Night } from "./night.ts";

const SERVER = process.env["TEST_DATABASE_URL"];

const event = z.looseObject({ msg: z.string(), run: z.string().optional(), resumed: z.boolean().optional() });

interface Replica {
  readonly process: ChildProcess;
  /** The events it has logged, in order. */
  readonly events: readonly z.infer<typeof event>[];
}

function follow(process: ChildProcess): Replica {
  const events: z.infer<typeof event>[] = [];
  if (process.stdout !== null)
    createInterface(process.stdout).on("line", (line) => void events.push(event.parse(JSON.parse(line))));
  return { process, events };
}

function startedBy({ events }: Replica) {
  return events.filter(({ msg }) => msg === "sync_started");
}

/** Two replicas need a database that both can open. */
describe.skipIf(SERVER === undefined || SERVER === "")("two replicas of the portal on one Postgres", () => {
  let night: Night;
  let replicas: readonly [Replica, Replica];

  beforeAll(async () => {
    night = await createNight({ server: SERVER, households: 600 });
    await night.approveEverything();
    // Long enough to be killed in the middle of.
    night.world.krr.faults.set({ latency: 4000 });
    replicas = [follow(night.startWorker("* * * * *")), follow(night.startWorker("* * * * *"))];
  }, 180_000);
  afterAll(() => night.close());

  it(
    "SY1: one of them works on a firing of the schedule, and the other does not",
    { timeout: 150_000 },
    async () => {
      await until(() => replicas.some((replica) => startedBy(replica).length > 0), 130_000);
      expect(replicas.flatMap(startedBy)).toHaveLength(1);
    },
  );

  it(
    "SY2: the other one takes over when that one is killed, and the firing is over after one run",
    { timeout: 200_000 },
    async () => {
      const [one, other] = replicas;
      const [killed, heir] = startedBy(one).length > 0 ? [one, other] : [other, one];
      const run = startedBy(killed)[0]?.run;
      killed.process.kill("SIGKILL");
      await until(() => startedBy(heir).length > 0, 120_000);
      expect(startedBy(heir)[0]).toMatchObject({ run, resumed: true });
      night.world.krr.faults.clear();
      const isOver = () => heir.events.some(({ msg, run: of }) => msg === "sync_finished" && of === run);
      await until(isOver, 60_000);
      expect(startedBy(killed)).toHaveLength(1);
    },
  );
});
