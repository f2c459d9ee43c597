import type { CommandContext } from "./command-context.ts";

// Loaded on demand, so that a check of the sources does not need a world that starts.
const commands = {
  start: async (context) => (await import("./start.ts")).start(context),
  dev: async (context) => (await import("./dev.ts")).dev(context),
  test: async (context) => (await import("./test.ts")).test(context),
  "test:attacks": async (context) => (await import("./test-attacks.ts")).testAttacks(context),
  "test:faults": async (context) => (await import("./test-faults.ts")).testFaults(context),
  build: async (context) => (await import("./release/build.ts")).build(context),
  check: async (context) => (await import("./check.ts")).check(context),
  format: async (context) => (await import("./format.ts")).format(context),
  audit: async (context) => (await import("./supply-chain/audit.ts")).audit(context),
  licences: async (context) => (await import("./supply-chain/licences.ts")).licences(context),
  sbom: async (context) => (await import("./supply-chain/sbom.ts")).sbom(context),
  secrets: async (context) => (await import("./supply-chain/secrets.ts")).secrets(context),
  gallery: async (context) => (await import("./gallery.ts")).gallery(context),
  lighthouse: async (context) => (await import("./lighthouse.ts")).lighthouse(context),
  pictures: async (context) => (await import("./pictures.ts")).pictures(context),
  "bench:sync": async (context) => (await import("./bench-sync.ts")).benchSync(context),
  "bench:server": async (context) => (await import("./bench-server.ts")).benchServer(context),
  sync: async (context) => (await import("./sync.ts")).sync(context),
  sessions: async (context) => (await import("./sessions.ts")).sessions(context),
  doctor: async (context) => (await import("./doctor.ts")).doctor(context),
} satisfies Record<string, (context: CommandContext) => Promise<number>>;

/** Runs the named command and answers the exit code of the whole process. */
export async function runCommand(name: string, context: CommandContext): Promise<number> {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1];
  if (command === undefined) {
    console.error(`Unknown command «${name}»; there are: ${Object.keys(commands).join(", ")}.`);
    return 1;
  }
  return command(context);
}
