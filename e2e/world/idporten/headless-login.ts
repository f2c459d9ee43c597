import type { KoaContextWithOIDC } from "oidc-provider";
import { lowestAccepted, reaches } from "./assurance-levels.ts";
import { completeLogin } from "./session-person.ts";
import { readTestId } from "./test-id.ts";
import type { LoginPerson } from "./options.ts";

/** Answers a request with a `testid` hint by going the whole way back to the service at once. */
export async function logInWithoutPage(
  ctx: KoaContextWithOIDC,
  people: readonly LoginPerson[],
): Promise<void> {
  const { Interaction: interaction, Session: session } = ctx.oidc.entities;
  const hint = readTestId(ctx.oidc.params?.["login_hint"]);
  if (ctx.status !== 303 || interaction === undefined || session === undefined || hint === undefined) return;
  if (ctx.oidc.route !== "authorization") return;
  const needed = lowestAccepted(ctx.oidc.params?.["acr_values"]);
  const known = people.some(({ nationalId }) => nationalId === hint.nationalId);
  if (!known || !reaches(hint.level, needed)) return;
  const onward = await completeLogin(ctx.oidc.provider, interaction, hint);
  const cookies = [ctx.response.get("set-cookie")].flat();
  const sent = cookies.map((cookie) => cookie.split(";", 1)[0]);
  const answer = await fetch(onward, {
    redirect: "manual",
    headers: { cookie: [...sent, ctx.get("cookie")].join("; ") },
  });
  ctx.set("set-cookie", [...cookies, ...answer.headers.getSetCookie()]);
  ctx.redirect(answer.headers.get("location") ?? onward);
  ctx.status = 302;
}
