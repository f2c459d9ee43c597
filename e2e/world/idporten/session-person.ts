import type { Provider } from "oidc-provider";
import type { Level } from "./assurance-levels.ts";

export type LoginInteraction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** Records who logged in at which level, and returns the address that takes the browser on. */
export async function completeLogin(
  provider: Provider,
  interaction: LoginInteraction,
  login: { nationalId: string; level: Level },
): Promise<string> {
  await forgetOtherPerson(provider, interaction, login.nationalId);
  interaction.result = { login: { accountId: login.nationalId, acr: login.level, amr: ["TestID"] } };
  await interaction.persist();
  return interaction.returnTo;
}

/** Records that the person gave up, and returns the address that takes the browser on. */
export async function cancelLogin(interaction: LoginInteraction): Promise<string> {
  interaction.result = { error: "access_denied", error_description: "User cancelled the login" };
  await interaction.persist();
  return interaction.returnTo;
}

// A new person in the same browser starts with clean authorizations: other sid, other grants.
async function forgetOtherPerson(provider: Provider, interaction: LoginInteraction, nationalId: string) {
  if (interaction.session === undefined) return;
  const session = await provider.Session.findByUid(interaction.session.uid);
  if (session?.accountId === undefined || session.accountId === nationalId) return;
  delete session.accountId;
  delete session.authorizations;
  await session.persist();
}
