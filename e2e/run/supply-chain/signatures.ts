import type { Finished } from "../processes.ts";
import { notMade, type Outcome } from "../step.ts";

const NO_ANSWER = "ERR_PNPM_AUDIT_SIGNATURE_KEYS_FETCH_FAIL";
const NONE = /^audited 0 packages$/m;

/** What `pnpm audit signatures` found; skipped where the registry signs nothing or does not answer. */
export function judgeSignatures({ code, output }: Finished): Outcome {
  if (code !== 0 && output.includes(NO_ANSWER))
    return notMade("The registry does not answer: no signature was compared.");
  if (code === 0 && NONE.test(output)) return notMade("The registry has no signatures.");
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
}

/** Whether the registry hands out the pnpm whose hash package.json has, by what `npm view … dist.integrity` says. */
export function judgePin({ code, output }: Finished, sha512: string): Outcome {
  const integrity = /sha512-([A-Za-z\d+/]+=*)/.exec(output)?.[1];
  if (code !== 0 || integrity === undefined)
    return notMade("The registry does not answer: the hash of pnpm was not compared.");
  if (Buffer.from(integrity, "base64").toString("hex") === sha512)
    return { passed: 1, failed: 0, skipped: 0, output: "" };
  return { passed: 0, failed: 1, skipped: 0, output: "The registry's pnpm is not the one of package.json." };
}
