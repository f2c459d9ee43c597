import { levelOf } from "./assurance-levels.ts";
import type { Level } from "./assurance-levels.ts";

/** Reads `login_hint=testid:<pid>_<acr>`, the test environment's log-in without a page (national-registers B.3). */
export function readTestId(loginHint: unknown): { nationalId: string; level: Level } | undefined {
  if (typeof loginHint !== "string") return undefined;
  const [, nationalId, acr] = /^testid:(\d{11})_(.+)$/.exec(loginHint) ?? [];
  const level = levelOf(acr);
  return nationalId === undefined || level === undefined ? undefined : { nationalId, level };
}
