import { appendFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { canaryFolder } from "../run/canary-folder.ts";
import { PERSONAL, SECRET, type CanaryKind } from "./ledger.ts";

/** What the portal lets out, by kind, and what is looked for in each. */
export const EVIDENCE = {
  /** All that its processes print, at the most talkative level. */
  output: [...PERSONAL, ...SECRET],
  /** The list of differences that somebody asks for in order to approve it: it is about contact data and nothing else. */
  lists: ["national id", "name", "protected person's place", "protected person's child", ...SECRET],
  /** Addresses on the portal's origin, and those it sends a browser on to; a log-in goes by code, state and pushed request. */
  addresses: [
    ...PERSONAL,
    ...SECRET.filter((kind) => !["authorization code", "pushed request", "state"].includes(kind)),
  ],
  "error bodies": [...PERSONAL, ...SECRET],
  databases: [...PERSONAL, ...SECRET],
  "browser storage": [...PERSONAL, ...SECRET],
  metrics: [...PERSONAL, ...SECRET],
} as const satisfies Record<string, readonly CanaryKind[]>;

export type EvidenceKind = keyof typeof EVIDENCE;

/** The file of this kind with that name, in a folder that is there; null outside a canary run. */
export function evidenceFile(kind: EvidenceKind, name: string): string | null {
  const folder = canaryFolder();
  return folder === null ? null : join(evidenceFolder(folder, kind), name);
}

/** Keeps a piece of evidence; does nothing outside a canary run. */
export function keepEvidence(kind: EvidenceKind, text: string): void {
  const file = evidenceFile(kind, `${process.pid}.txt`);
  if (file !== null) appendFileSync(file, `${text}\n`);
}

/** Every file of this kind, those in folders of their own included. */
export function evidenceIn(folder: string, kind: EvidenceKind): string[] {
  const place = evidenceFolder(folder, kind);
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name));
}

function evidenceFolder(folder: string, kind: EvidenceKind): string {
  const place = join(folder, "evidence", kind.replaceAll(" ", "-"));
  mkdirSync(place, { recursive: true });
  return place;
}
