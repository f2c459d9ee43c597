import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { canaryFolder } from "../run/canary-folder.ts";

/** What the world holds of people. */
export const PERSONAL = [
  "national id",
  "name",
  "e-mail address",
  "phone number",
  "protected person's place",
  "protected person's child",
] as const;

/** What is minted while the suite runs. */
export const SECRET = [
  "session key",
  "private key",
  "cookie",
  "authorization code",
  "pushed request",
  "state",
  "nonce",
  "PKCE verifier",
  "ID token",
  "access token",
  "machine token",
  "logout token",
  "client assertion",
] as const;

export const CANARY_KINDS = [...PERSONAL, ...SECRET];
export type CanaryKind = (typeof CANARY_KINDS)[number];

export interface Canary {
  readonly kind: CanaryKind;
  readonly value: string;
}

const entry = z.object({ kind: z.enum(CANARY_KINDS), value: z.string() });
const LEDGER = "ledger";

/** Notes values that the portal must not let out anywhere; does nothing outside a canary run. */
export function noteCanaries(kind: CanaryKind, ...values: readonly string[]): void {
  noteAll(values.map((value) => ({ kind, value })));
}

/** The same for many values of many kinds, in one go. */
export function noteAll(canaries: readonly Canary[]): void {
  const folder = canaryFolder();
  if (folder === null || canaries.length === 0) return;
  const ledger = join(folder, LEDGER);
  mkdirSync(ledger, { recursive: true });
  const lines = canaries.map(({ kind, value }) => `${JSON.stringify({ kind, value })}\n`);
  // Several processes note at the same time: each has a file of its own, and writes whole lines.
  appendFileSync(join(ledger, `${process.pid}.jsonl`), lines.join(""));
}

/** Everything that was noted in the folder, each value once. */
export function readLedger(folder: string): Canary[] {
  const ledger = join(folder, LEDGER);
  mkdirSync(ledger, { recursive: true });
  const lines = readdirSync(ledger).flatMap((file) => readFileSync(join(ledger, file), "utf8").split("\n"));
  return [...new Set(lines)].filter((line) => line !== "").map((line) => entry.parse(JSON.parse(line)));
}
