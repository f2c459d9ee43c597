import { getPortal } from "../../api/get-portal.ts";
import { getSession } from "../../api/get-session.ts";
import type { RootData } from "../../components/root-data.ts";

/** Promises what the frame needs, side by side; what did not come is null, and the pages work without it. */
export async function rootLoader(): Promise<RootData> {
  const [portal, session] = await Promise.all([getPortal(), getSession()]);
  return { portal: portal.ok ? portal.data : null, session: session.ok ? session.data : null };
}
