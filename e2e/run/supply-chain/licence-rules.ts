/** A licence that dependencies may have, as their package.json writes it, with what it asks of us. */
export interface LicenceRule {
  readonly licence: string;
  /** `tools`: in what builds and tests the portal, never in what is delivered. */
  readonly where: "everywhere" | "tools";
  readonly reason: string;
}

/** Any other licence, and a package that names none, is looked at by a person before it is added here. */
export const LICENCE_RULES: readonly LicenceRule[] = [
  { licence: "MIT", where: "everywhere", reason: "asks for its notice to be kept" },
  { licence: "ISC", where: "everywhere", reason: "as MIT" },
  { licence: "BSD-2-Clause", where: "everywhere", reason: "as MIT" },
  { licence: "BSD-3-Clause", where: "everywhere", reason: "as MIT; no endorsement in the authors' names" },
  { licence: "BlueOak-1.0.0", where: "everywhere", reason: "as MIT, in plain words" },
  { licence: "Apache-2.0", where: "everywhere", reason: "notices kept; grants patents" },
  { licence: "0BSD", where: "everywhere", reason: "as MIT, without the notice" },
  { licence: "Unlicense", where: "everywhere", reason: "public domain" },
  { licence: "(MIT OR CC0-1.0)", where: "everywhere", reason: "we choose MIT" },
  { licence: "OFL-1.1", where: "everywhere", reason: "fonts: delivered unchanged, not sold by themselves" },
  {
    licence: "(MIT AND Zlib)",
    where: "tools",
    reason: "as MIT; what is altered must say so, and we alter nothing",
  },
  {
    licence: "MPL-2.0",
    where: "tools",
    reason: "changes to its own files must be published; we change none",
  },
];
