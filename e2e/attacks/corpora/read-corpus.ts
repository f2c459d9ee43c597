import { readFileSync } from "node:fs";
import type { z } from "zod";

/** The cases of a corpus beside this file: one JSON value a line, so that control characters survive every editor. */
export function readCorpus<T>(file: string, form: z.ZodType<T>): T[] {
  return readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => form.parse(JSON.parse(line)));
}
