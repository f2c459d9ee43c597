import { getIronSession } from "iron-session";
import { cookies } from "next/headers";

/** The session in iron-session's own cookie. */
export async function readSession() {
  return getIronSession(await cookies(), { cookieName: "session", password: process.env.BENCH_SECRET });
}
