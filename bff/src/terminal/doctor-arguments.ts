import { parseArgs } from "node:util";

export const DOCTOR_USAGE = `Usage: npm run doctor -- [options]

Compares the configuration in the environment to everything around it, and says in a sentence
each what is wrong and who can put it right. It looks nobody up and writes nothing.

  --json   the findings for a program, on standard output
  --help   this text

Exit code: 0 = all is well, 1 = something is wrong, 2 = the options were not understood
`;

/** Null = not understood. */
export type DoctorOptions = { readonly json: boolean; readonly help: boolean } | null;

/** Promises options only where every argument is one of ours. */
export function parseDoctorArguments(args: readonly string[]): DoctorOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, help: { type: "boolean" } },
      strict: true,
    });
    return { json: values.json ?? false, help: values.help ?? false };
  } catch {
    // What was written is not repeated: it may be anything.
    return null;
  }
}
