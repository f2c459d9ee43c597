import { licenceStep } from "./supply-chain/licences.ts";
import { secretStep } from "./supply-chain/secrets.ts";
import { toolStep, type Step } from "./step.ts";

/** What can be said about the sources without running them. */
export function staticSteps(root: string): Step[] {
  const step = (name: string, command: string, ...args: string[]) =>
    toolStep(name, { command, args, cwd: root });
  return [
    step("lint", "oxlint", "--deny-warnings"),
    step(
      "import directions",
      "depcruise",
      "--config",
      ".dependency-cruiser.mjs",
      "--output-type",
      "err-long",
      ".",
    ),
    step("dead code", "knip", "--no-config-hints"),
    step("types of bff, shared and e2e", "tsc", "-p", "tsconfig.json"),
    step("types of web", "tsc", "-p", "web/tsconfig.json"),
    step("format", "oxfmt", "--check", "."),
    licenceStep(root),
    secretStep(root),
  ];
}
