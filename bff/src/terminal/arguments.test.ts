import { describe, expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { COLUMNS } from "./terminal-text.ts";
import { USAGE } from "./usage.ts";

const words = (line: string) => (line === "" ? [] : line.split(" "));
const ALL = { command: "run", dryRun: false, registerId: null, population: null };

describe("understands", () => {
  test.each([
    ["", ALL],
    ["--dry-run", { ...ALL, dryRun: true }],
    ["--register flyt-skole", { ...ALL, registerId: "flyt-skole" }],
    [
      "--population employees --register=x --dry-run",
      { command: "run", dryRun: true, registerId: "x", population: "employees" },
    ],
    ["--report latest", { command: "report", runId: "latest", format: "table" }],
    ["--format json --report 019ab3", { command: "report", runId: "019ab3", format: "json" }],
    ["--differences latest", { command: "differences", runId: "latest", format: "csv", out: null }],
    [
      "--differences latest --format html --out list.csv",
      { command: "differences", runId: "latest", format: "html", out: "list.csv" },
    ],
    ["--approve flyt-skole", { command: "approve", registerId: "flyt-skole" }],
    ["--help", { command: "help" }],
  ])("«%s»", (line, command) => {
    expect(parseArguments(words(line))).toEqual({ ok: true, command });
  });
});

test.each([
  ["list.html", "html"],
  ["LIST.HTM", "html"],
  ["list.csv", "csv"],
  ["html", "csv"],
])("a list in %s is %s unless the format says otherwise", (out, format) => {
  expect(parseArguments(["--differences", "latest", "--out", out])).toMatchObject({ command: { format } });
});

describe("refuses with a sentence that names the option", () => {
  test.each([
    ["--dryrun", "--dryrun is not an option."],
    ["--no-dry-run", "--no-dry-run is not an option."],
    ["-n", "-n is not an option."],
    ["--dry-run=false", "--dry-run takes no value."],
    ["flyt-skole", "“flyt-skole” belongs to no option."],
    ["--report", "--report needs a value."],
    ["--report --format json", "--report needs a value."],
    ["--approve=", "--approve needs a value."],
    ["--population=", "--population needs a value."],
    ["--population pupils", "--population is guardians or employees, not “pupils”."],
    ["--report latest --format csv", "--format is table or json, not “csv”."],
    ["--differences latest --format table", "--format is csv or html, not “table”."],
    ["--register a --register b", "--register can be given only once."],
    ["--report latest --out x", "--out cannot be used with --report."],
    ["--approve a --dry-run", "--dry-run cannot be used with --approve."],
    ["--help --register a", "--register cannot be used with --help."],
    ["--format json", "--format belongs to --report and --differences."],
    ["--out list.csv", "--out belongs to --differences."],
  ])("«%s»", (line, fault) => {
    expect(parseArguments(words(line))).toEqual({ ok: false, faults: [fault] });
  });
});

test("refuses two commands in one, whichever they are", () => {
  const commands = ["--report latest", "--differences latest", "--approve a", "--help"];
  for (const one of commands)
    for (const other of commands.filter((command) => command !== one)) {
      const result = parseArguments([...words(one), ...words(other)]);
      expect(result, `${one} ${other}`).toEqual({
        ok: false,
        faults: [expect.stringContaining("are different commands")],
      });
    }
});

test("tells all that is wrong at once", () => {
  expect(parseArguments(words("--approve a --approve b --dry-run --format csv"))).toEqual({
    ok: false,
    faults: [
      "--approve can be given only once.",
      "--dry-run cannot be used with --approve.",
      "--format cannot be used with --approve.",
    ],
  });
});

test("the usage names every option and fits the terminal", () => {
  for (const option of [
    "--dry-run",
    "--register",
    "--population",
    "--report",
    "--differences",
    "--format",
    "--out",
    "--approve",
    "--help",
  ])
    expect(USAGE).toContain(option);
  for (const line of USAGE.split("\n")) expect(line.length).toBeLessThanOrEqual(COLUMNS);
});
