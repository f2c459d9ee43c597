import type { Page } from "@playwright/test";
import type { Person } from "../world/people/person.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";

/** Logs in and out, after which the portal keeps nothing of what the registers answered about this person. */
export async function leaveNothingKept(page: Page, person: Person): Promise<void> {
  await openMinProfil(page, person);
  // ID-porten's own page tells every service, and must not be cut short.
  const told = page.waitForRequest((request) => request.url().includes("/auth/frontchannel-logout?"));
  await userMenu(page, person).logOut();
  await told;
  await page.getByRole("heading", { level: 1, name: "Du er logget ut" }).waitFor();
}
