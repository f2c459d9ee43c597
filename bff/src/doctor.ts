import { composeDoctor } from "./compose-doctor.ts";
import { readConfig } from "./config.ts";
import { about, isAllWell, type Finding } from "./domain/doctor/finding.ts";
import { escapeUnseen } from "./platform/escape-unseen.ts";
import { scrub } from "./platform/scrub.ts";
import { DOCTOR_USAGE, parseDoctorArguments } from "./terminal/doctor-arguments.ts";
import { doctorJson } from "./terminal/doctor-json.ts";
import { doctorReport } from "./terminal/doctor-report.ts";
import { faultWords } from "./terminal/fault-words.ts";
import { gatherFacts } from "./usecases/doctor/gather-facts.ts";
import { judge } from "./usecases/doctor/judge.ts";

// `npm run doctor`: compares a configuration to its surroundings, and says what is wrong and who can put it right.

/** 0 = all is well; 1 = something is wrong; 2 = not understood. */
type ExitCode = 0 | 1 | 2;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  const options = parseDoctorArguments(args);
  if (options === null) {
    process.stderr.write(DOCTOR_USAGE);
    return 2;
  }
  if (options.help) return say(DOCTOR_USAGE, 0);
  try {
    const findings = await examine();
    const text = options.json ? escapeUnseen(doctorJson(findings)) : doctorReport(findings);
    return say(text, isAllWell(findings) ? 0 : 1);
  } catch (error) {
    process.stderr.write(`${faultWords(error, "the doctor failed")}\n`);
    return 1;
  }
}

async function examine(): Promise<readonly Finding[]> {
  const read = readConfig();
  if (read.ok) return judge(await gatherFacts(composeDoctor(read.config, () => new Date())));
  return [
    // Each fault begins with the name of its variable and holds no value.
    ...read.faults.map((fault) =>
      about("configuration", fault.split(" ")[0] ?? "").wrong("operator", `${fault}.`),
    ),
    about("configuration", "everything else").unchecked(
      "Where the configuration leads to is looked at when it has no fault.",
    ),
  ];
}

function say(text: string, code: ExitCode): ExitCode {
  // The last gate, as for the log.
  process.stdout.write(scrub(text));
  return code;
}
