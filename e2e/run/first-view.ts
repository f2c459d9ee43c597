import { z } from "zod";

const entry = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
});

/** Vite's list of what it built: under the name of each module that begins a file, that file and what it needs. */
export const buildManifest = z.record(z.string(), entry);
export type BuildManifest = z.infer<typeof buildManifest>;

/** The document with its first script, and the code that this script loads at once. */
const BEGINNINGS = ["index.html", "src/main.tsx"];
/** What the first view says, one file for each language; what later views say is in a folder of its own. */
const TEXTS = /^src\/locales\/[a-z]+\.json$/;

/** Promises the files that a browser must have before «Min profil» can be shown, but for the texts. */
export function firstViewFiles(manifest: BuildManifest): { js: string[]; css: string[] } {
  const js = new Set<string>();
  const css = new Set<string>();
  const need = (name: string): void => {
    const needed = manifest[name];
    if (needed === undefined) throw new Error(`the build knows no ${name}`);
    if (js.has(needed.file)) return;
    js.add(needed.file);
    for (const file of needed.css) css.add(file);
    for (const imported of needed.imports) need(imported);
  };
  for (const name of BEGINNINGS) need(name);
  return { js: [...js], css: [...css] };
}

/** Promises the files with the first view's texts, of which a browser fetches one. */
export function textFiles(manifest: BuildManifest): string[] {
  return Object.entries(manifest).flatMap(([name, { file }]) => (TEXTS.test(name) ? [file] : []));
}
