import { z } from "zod";

const step = z.object({
  registerId: z.string(),
  population: z.string(),
  mode: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  records: z.record(z.string(), z.number()),
  fields: z.record(z.string(), z.record(z.string(), z.number())),
  failures: z.record(z.string(), z.number()),
});

/** The part of `--report --format json` that the nights look at. */
export const reportForm = z.object({
  runId: z.string(),
  trigger: z.string(),
  state: z.string(),
  steps: z.array(step),
});

export type Report = z.infer<typeof reportForm>;

/** What a run did, whichever process did it and however often it was begun. */
export function totalsOf({ steps }: Report) {
  return steps.map(({ registerId, population, mode, state, records, fields, failures }) => ({
    registerId,
    population,
    mode,
    state,
    records,
    fields,
    failures,
  }));
}
