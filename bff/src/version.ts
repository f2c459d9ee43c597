import manifest from "../../package.json" with { type: "json" };

/** Of this release; in the file, so that a bundle holds it. */
export const VERSION: string = manifest.version;
