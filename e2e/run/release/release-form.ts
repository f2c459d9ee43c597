import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** The commands of the bff, each a file of this name in `bff/src` and an entry of its bundle. */
export const BFF_COMMANDS = ["main", "sync", "end-sessions", "doctor"] as const;
export type BffCommand = (typeof BFF_COMMANDS)[number];

/**
 * `sources`: as they stand in the repository, for whoever works on them. `release`: the folder that `npm run build`
 * makes, which is what a municipality runs.
 */
export type PortalForm = "sources" | "release";

/** Below the folder of a release as below that of the repository: the bff finds the page beside itself in both. */
export const RELEASE = { bff: "bff/dist", page: "web/dist" } as const;

/**
 * What Node.js is told where a process serves pages: left alone, V8 lets the garbage of log-ins pile up to twice the
 * memory (docs/performance.md).
 */
export const NODE_OPTIONS = "--max-old-space-size=192 --max-semi-space-size=8";

/** Where `npm run build` puts the release. */
export function releaseFolder(root: string): string {
  return join(root, "dist");
}

/** The file that Node.js is to run for this command, in the form that the tests are to be about: `PORTAL_FORM`, or the sources. */
export function bffCommand(command: BffCommand): string {
  return formToldBy(process.env) === "release"
    ? join(releaseFolder(REPOSITORY), RELEASE.bff, `${command}.js`)
    : join(REPOSITORY, "bff/src", `${command}.ts`);
}

/** Throws where the variable is neither: a run that silently tested the other form would prove nothing. */
export function formToldBy({ PORTAL_FORM: form = "sources" }: NodeJS.ProcessEnv): PortalForm {
  if (form === "sources" || form === "release") return form;
  throw new Error(`PORTAL_FORM is «sources» or «release», not «${form}»`);
}
