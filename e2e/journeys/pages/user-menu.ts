import type { Page } from "@playwright/test";
import { fullName } from "../../world/people/person-name.ts";
import type { Person } from "../../world/people/person.ts";

/** The menu under the person's own name. */
export function userMenu(page: Page, { name }: Person) {
  const menu = page.getByRole("navigation", { name: "Brukermeny" });
  const toggle = menu.getByRole("button", { name: fullName(name) });
  const logOutButton = menu.getByRole("button", { name: "Logg ut" });
  return {
    toggle,
    toProfile: menu.getByRole("link", { name: "Min profil" }),
    logOutButton,
    async logOut(): Promise<void> {
      await toggle.click();
      await logOutButton.click();
    },
  };
}
