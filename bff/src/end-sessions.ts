import { text } from "node:stream/consumers";
import { readConfig, type Config } from "./config.ts";
import { NationalId } from "./domain/national-id.ts";
import { createKeyring, randomSessionKey } from "./platform/keyring.ts";
import { createLogger, eventLog } from "./platform/logger.ts";
import type { Sessions } from "./ports/sessions.ts";
import { createSessions, openDatabase } from "./store/index.ts";
import { faultWords } from "./terminal/fault-words.ts";

// `npm run sessions`: an administrator logs one person or everybody out (SN10).

const USAGE = `Usage: npm run sessions -- --all | --national-id-from-stdin

  --all                      log everybody out
  --national-id-from-stdin   log one person out, whose eleven digits are read from standard input

A logged-out browser is refused at its next request. PGlite serves one process: end the portal first.
`;

/** 0 = done; 1 = a fault; 2 = not understood. */
type ExitCode = 0 | 1 | 2;

process.exitCode = await main(process.argv.slice(2));

async function main([option, ...more]: readonly string[]): Promise<ExitCode> {
  if (option === "--help") return say(USAGE);
  // What else was written is not repeated: it may be the id that belongs on standard input.
  if (more.length > 0 || (option !== "--all" && option !== "--national-id-from-stdin")) return refuse(USAGE);
  const read = readConfig();
  if (!read.ok) return refuse(read.faults.join("\n"));
  try {
    return option === "--all"
      ? await end(read.config, (sessions) => sessions.endAll(), null)
      : await endOnePerson(read.config);
  } catch (error) {
    return refuse(faultWords(error, "ending sessions failed"), 1);
  }
}

async function endOnePerson(config: Config): Promise<ExitCode> {
  if (config.sessionKeys === null && config.pseudonymKey === null)
    return refuse("SESSION_KEYS is missing: nobody can be found without it");
  const nationalId = NationalId.parse((await text(process.stdin)).replaceAll(/[\s-]/g, ""));
  if (nationalId === null) return refuse("standard input must hold one national id and nothing else");
  return end(config, (sessions) => sessions.endByNationalId(nationalId), nationalId);
}

async function end(
  config: Config,
  what: (sessions: Sessions) => Promise<number>,
  whose: NationalId | null,
): Promise<ExitCode> {
  const keyring = createKeyring(config.sessionKeys ?? [randomSessionKey()], config.pseudonymKey);
  const record = eventLog(createLogger(config.logLevel, undefined, process.stderr));
  const subject = whose === null ? null : keyring.pseudonym(whose.reveal());
  const database = await openDatabase(config.database, () => undefined, "nightly");
  try {
    const sessions = await what(createSessions(database.db, keyring));
    record({ name: "session_ended", by: "administrator", subject, sessions });
    return say(`Live sessions ended: ${String(sessions)}\n`);
  } finally {
    await database.close();
  }
}

function say(words: string): 0 {
  process.stdout.write(words);
  return 0;
}

function refuse(words: string, code: ExitCode = 2): ExitCode {
  process.stderr.write(`${words.trimEnd()}\n`);
  return code;
}
