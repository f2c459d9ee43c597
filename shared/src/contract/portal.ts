import { z } from "zod";
import { LANGUAGES } from "../languages.ts";

/** `GET /api/portal`: what every visitor may know of this installation; the same for all, so that it can be cached. */
export const portal = z.strictObject({
  /** The municipality that owns the page, for the header and the page's title. */
  owner: z.string(),
  municipalities: z.array(z.string()).min(1),
  /** Digdir's Min profil, per language, with the registered return address. */
  editInKrr: z.record(z.enum(LANGUAGES), z.url()),
  /** Where people write to the municipality; null where an installation that is tried out has not said it. */
  contact: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }).nullable(),
});
export type Portal = z.infer<typeof portal>;
