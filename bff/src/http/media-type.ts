import type { Context } from "hono";

/** The type that the request gives its body, in lower case and without parameters; undefined where it gives none. */
export function mediaType(c: Context): string | undefined {
  return c.req.header("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
}
