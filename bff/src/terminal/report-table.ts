import type { RunReport } from "../domain/sync/report.ts";
import { TRIGGERS } from "./plain-words.ts";
import { durationInWords } from "./quantities.ts";
import { stepTable } from "./step-table.ts";
import { labelled } from "./terminal-text.ts";

/** Sweden writes time as ISO 8601 does; the schedule is of Oslo (`SYNC_CRON`). */
const OSLO_TIME = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Oslo",
  dateStyle: "short",
  timeStyle: "medium",
});

/** Promises a report for a terminal of 100 columns, and in it what a person has to do where something waits for one. */
export function reportTable(report: RunReport): string {
  const blocks = report.steps.map((step) => stepTable(step, report.runId));
  return (
    [head(report), ...(blocks.length === 0 ? [["No register took part."]] : blocks)]
      .map((lines) => lines.join("\n"))
      .join("\n\n") + "\n"
  );
}

function head(report: RunReport): string[] {
  return [
    `Run ${report.runId}`,
    ...labelled("Started by", TRIGGERS[report.trigger]),
    ...labelled("Dry run", report.dryRun ? "yes: nothing is written" : "no"),
    ...labelled("State", report.state),
    ...labelled("Started", `${OSLO_TIME.format(report.startedAt)}, Oslo time`),
    ...labelled("Duration", duration(report)),
  ];
}

function duration({ startedAt, finishedAt }: RunReport): string {
  if (finishedAt === null) return "not finished yet";
  return durationInWords((finishedAt.getTime() - startedAt.getTime()) / 1000);
}
