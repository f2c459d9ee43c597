import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPortalLog, type PortalLog } from "../attacks/portal-log.ts";
import { createNight, until, type Night } from "../nights/night.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
/** A minute until the schedule fires, and a while beside others. */
const LONG_MS = 200_000;
const ENDED_WITHIN_MS = 30_000;

/** Only with TEST_DATABASE_URL: a job is handed to another process. */
describe.skipIf(SERVER === undefined || SERVER === "")(
  "a worker that is told to stop during the nightly run",
  () => {
    let night: Night;
    let workers: readonly { readonly process: ChildProcess; readonly log: PortalLog }[];

    beforeAll(async () => {
      night = await createNight({ server: SERVER, households: 600 });
      await night.approveEverything();
      // Long enough to be stopped in the middle of.
      night.world.krr.faults.set({ latency: 2000 });
      workers = ["first", "second"].map(() => {
        const process = night.startWorker("* * * * *");
        const log = createPortalLog();
        for (const from of ["stdout", "stderr"] as const)
          process[from]?.setEncoding("utf8").on("data", (text: string) => log.take(from, text));
        return { process, log };
      });
    }, 90_000);
    afterAll(() => night.close());

    test(
      "hands it back and ends with 0 within half a minute; another goes on where it was (HE5)",
      async () => {
        const starts = (): number[] => workers.map(({ log }) => log.entries("sync_started").length);
        await until(() => starts().includes(1), LONG_MS);
        const [leaving, heir] = starts()[0] === 1 ? workers : workers.toReversed();
        if (leaving === undefined || heir === undefined) throw new Error("no workers");
        const asked = night.world.krr.calls.personer;
        await until(() => night.world.krr.calls.personer > asked, 30_000);

        const told = performance.now();
        const ended = once(leaving.process, "exit");
        leaving.process.kill("SIGTERM");
        expect(await ended).toEqual([0, null]);
        expect(performance.now() - told).toBeLessThan(ENDED_WITHIN_MS);
        expect(leaving.log.entries("sync_finished")).toEqual([]);

        const run = leaving.log.entries("sync_started")[0]?.["run"];
        await heir.log.untilEntries("sync_started", 1);
        expect(heir.log.entries("sync_started")[0]).toMatchObject({ run, resumed: true });
        night.world.krr.faults.clear();
        await heir.log.untilEntries("sync_finished", 1);
        expect(heir.log.entries("sync_finished")[0]).toMatchObject({ run });
      },
      LONG_MS,
    );
  },
);
