import { parseArgs } from "node:util";
import type { State } from "./state.ts";
import { STATES } from "./states.ts";
import { parseWanted, type Wanted } from "./wanted.ts";

/** Which pictures are to be taken. */
export interface Order {
  readonly states: readonly State[];
  readonly wanted: Wanted;
  /** Whether that is all there are, so that those of an earlier run have nothing to add. */
  readonly whole: boolean;
}

const MANY = { type: "string", multiple: true } as const;
const OPTIONS = { only: MANY, language: MANY, width: MANY, theme: MANY };

function listed(given: readonly string[] | undefined): string[] | undefined {
  return given?.flatMap((value) => value.split(","));
}

/** Promises what the words after `npm run gallery --` ask for; each option may come more than once, or with commas. */
export function orderFrom(args: readonly string[]): Order {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const only = listed(values.only);
  const unknown = only?.filter((id) => STATES.every((state) => state.id !== id)) ?? [];
  if (unknown.length > 0) throw new Error(`No state is called ${unknown.join(", ")}.`);
  const wanted = {
    languages: listed(values.language),
    widths: listed(values.width)?.map(Number),
    themes: listed(values.theme),
  };
  return {
    states: STATES.filter(({ id }) => only?.includes(id) ?? true),
    wanted: parseWanted(JSON.stringify(wanted)),
    whole: args.length === 0,
  };
}
