import type { Context } from "hono";

/** The body of a request; undefined where it is no JSON, which no shape fits. */
export async function jsonBody(context: Context): Promise<unknown> {
  try {
    const body: unknown = await context.req.json();
    return body;
  } catch {
    return undefined;
  }
}
