import { readSession } from "../../session.js";

/** Puts somebody in, since the log-in is not what is measured. */
export async function GET() {
  const session = await readSession();
  session.user = { name: "Kari Normann Test", language: "nb", acr: "idporten-loa-high" };
  await session.save();
  return Response.json({});
}
