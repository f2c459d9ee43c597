import { z } from "zod";

const component = z.object({
  group: z.string().optional(),
  name: z.string(),
  version: z.string(),
  purl: z.string().startsWith("pkg:npm/"),
  licenses: z.array(z.unknown()).optional(),
});

/** What we read of a CycloneDX bill of materials. */
const bom = z.object({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string(),
  metadata: z.object({ component: z.object({ type: z.literal("application"), name: z.string() }) }),
  components: z.array(component).min(1),
});

/** A value that begins as an absolute path does, or a version that is a folder and no release. */
const OF_A_MACHINE = /^\/|^[A-Z]:\\|(?:^|@)(?:file|link):/;

/** Names of packages with their versions; a package may be there in several. */
export type Components = ReadonlyMap<string, readonly string[]>;

/** Promises the components of a bill of materials, or throws where the text is none. */
export function componentsOf(json: string): Components {
  const found = new Map<string, string[]>();
  for (const { group, name, version } of bom.parse(JSON.parse(json)).components) {
    const whole = group === undefined ? name : `${group}/${name}`;
    found.set(whole, [...(found.get(whole) ?? []), version].sort());
  }
  return found;
}

/** What a bill of materials of ours must hold, must not hold, and must not give away. */
export interface BomExpectations {
  /** Packages that are delivered, by name. */
  readonly delivered: readonly string[];
  /** Packages that only build and test the portal. */
  readonly tools: readonly string[];
}

/** Says in sentences what is wrong with the bill; none where it is right. */
export function complaintsAbout(json: string, { delivered, tools }: BomExpectations): string[] {
  const components = componentsOf(json);
  return [
    ...delivered.filter((name) => !components.has(name)).map((name) => `${name} is missing.`),
    ...tools.filter((name) => components.has(name)).map((name) => `${name} is not delivered.`),
    ...pathsIn(json).map((path) => `It names the folder ${path}.`),
  ];
}

function pathsIn(json: string): string[] {
  const paths: string[] = [];
  JSON.parse(json, (_key, value: unknown) => {
    if (typeof value === "string" && OF_A_MACHINE.test(value)) paths.push(value);
    return value;
  });
  return paths;
}

/** What has come, gone and changed since another bill, a line each, in the order of names. */
export function changesSince(before: Components, now: Components): string[] {
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [before.get(name)?.join(", "), now.get(name)?.join(", ")];
    if (was === is) return [];
    if (was === undefined) return [`+ ${name} ${String(is)}`];
    if (is === undefined) return [`- ${name} ${was}`];
    return [`~ ${name} ${was} → ${is}`];
  });
}
