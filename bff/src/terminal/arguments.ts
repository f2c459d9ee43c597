import { parseArgs } from "node:util";
import { POPULATIONS, type Population } from "../domain/sync/population.ts";

const REPORT_FORMATS = ["table", "json"] as const;
const DIFFERENCE_FORMATS = ["csv", "html"] as const;

/** What a person has asked for; `runId` is the id of a run or `latest`. */
export type SyncCommand =
  | {
      readonly command: "run";
      readonly dryRun: boolean;
      /** Null = all. */
      readonly registerId: string | null;
      /** Null = all. */
      readonly population: Population | null;
    }
  | { readonly command: "report"; readonly runId: string; readonly format: (typeof REPORT_FORMATS)[number] }
  | {
      readonly command: "differences";
      readonly runId: string;
      readonly format: (typeof DIFFERENCE_FORMATS)[number];
      /** A file; null = standard output. */
      readonly out: string | null;
    }
  | { readonly command: "approve"; readonly registerId: string }
  | { readonly command: "help" };

/** Each fault is a sentence that names its option. */
export type ParsedArguments =
  | { readonly ok: true; readonly command: SyncCommand }
  | { readonly ok: false; readonly faults: readonly string[] };

const OPTIONS = {
  "dry-run": { type: "boolean" },
  register: { type: "string" },
  population: { type: "string" },
  report: { type: "string" },
  differences: { type: "string" },
  format: { type: "string" },
  out: { type: "string" },
  approve: { type: "string" },
  help: { type: "boolean" },
} as const;
type Option = keyof typeof OPTIONS;

/** The options that each command takes beside its own. A run is what happens without any of the others. */
const TAKES: Record<SyncCommand["command"], readonly Option[]> = {
  run: ["dry-run", "register", "population"],
  report: ["format"],
  differences: ["format", "out"],
  approve: [],
  help: [],
};
const NAMED = ["report", "differences", "approve", "help"] as const;

/** Promises a command only when every argument is understood and has its place in it; otherwise all that is wrong. */
export function parseArguments(args: readonly string[]): ParsedArguments {
  const read = readOptions(args);
  if (typeof read === "string") return { ok: false, faults: [read] };
  const given = read.tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const named = NAMED.filter((name) => given.includes(name));
  const faults = [
    ...given
      .filter((name, index) => given.indexOf(name) < index)
      .map((name) => `--${name} can be given only once.`),
    ...(named.length > 1 ? [`${inWords(named)} are different commands: give one of them.`] : []),
    ...(named.length > 1 ? [] : misplaced(named[0] ?? "run", given)),
    ...given.filter((name) => read.values[name] === "").map((name) => `--${name} needs a value.`),
  ];
  const command = commandOf(read.values, faults);
  return faults.length > 0 ? { ok: false, faults: [...new Set(faults)] } : { ok: true, command };
}

/** A sentence instead, where there is something that is no option of ours. */
function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, tokens: true });
  } catch (error) {
    return faultOf(error);
  }
}
type Values = Exclude<ReturnType<typeof readOptions>, string>["values"];

function faultOf(error: unknown): string {
  if (!(error instanceof TypeError)) throw error;
  // Node explains at length and in words of its own; what it is about stands in the first quotation marks.
  const [, name = ""] = /'([^']*)'/.exec(error.message) ?? [];
  const option = name.split(/[ =,]/).find((part) => part.startsWith("--")) ?? name;
  if (error.message.startsWith("Unknown option")) return `${option} is not an option.`;
  if (error.message.startsWith("Unexpected argument")) return `“${name}” belongs to no option.`;
  return error.message.includes("does not take") ? `${option} takes no value.` : `${option} needs a value.`;
}

function misplaced(command: SyncCommand["command"], given: readonly Option[]): readonly string[] {
  const belongsTo = (option: Option): string => inWords(NAMED.filter((name) => TAKES[name].includes(option)));
  return given
    .filter((option) => option !== command && !TAKES[command].includes(option))
    .map((option) =>
      command === "run"
        ? `--${option} belongs to ${belongsTo(option)}.`
        : `--${option} cannot be used with --${command}.`,
    );
}

function commandOf(values: Values, faults: string[]): SyncCommand {
  const oneOf = <T extends string>(option: Option, value: string | undefined, known: readonly T[]) => {
    const found = known.find((one) => one === value);
    if (value !== undefined && value !== "" && found === undefined)
      faults.push(`--${option} is ${known.join(" or ")}, not “${value}”.`);
    return found;
  };
  if (values.help === true) return { command: "help" };
  if (values.approve !== undefined) return { command: "approve", registerId: values.approve };
  if (values.report !== undefined)
    return {
      command: "report",
      runId: values.report,
      format: oneOf("format", values.format, REPORT_FORMATS) ?? "table",
    };
  if (values.differences !== undefined)
    return {
      command: "differences",
      runId: values.differences,
      // A page saved as CSV under the name of a page would help nobody.
      format:
        oneOf("format", values.format, DIFFERENCE_FORMATS) ??
        (/\.html?$/i.test(values.out ?? "") ? "html" : "csv"),
      out: values.out ?? null,
    };
  return {
    command: "run",
    dryRun: values["dry-run"] ?? false,
    registerId: values.register ?? null,
    population: oneOf("population", values.population, POPULATIONS) ?? null,
  };
}

function inWords(options: readonly Option[]): string {
  return options
    .map((name) => `--${name}`)
    .join(", ")
    .replace(/, (?=[^,]*$)/, " and ");
}
