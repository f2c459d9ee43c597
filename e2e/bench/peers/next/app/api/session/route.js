import { readSession } from "../../../session.js";

/** Who is logged in. */
export async function GET() {
  const { user } = await readSession();
  if (user === undefined) return Response.json({ user: null });
  const { acr, ...shown } = user;
  return Response.json({ user: shown, expiresInSeconds: 28_800, idleExpiresInSeconds: 1800, acr });
}
