import type { Page } from "@playwright/test";
import type { Person } from "../../world/people/person.ts";
import { idporten } from "./idporten.ts";

/** The landing page, where a visitor comes in. */
export function landing(page: Page) {
  const login = page.getByRole("link", { name: "Logg inn med ID-porten" });
  return {
    heading: page.getByRole("heading", { level: 1, name: "Kan skolen og barnehagen nå deg?" }),
    login,
    open: () => page.goto("/"),
    /** The whole way from here by ID-porten, as this person. */
    async logIn(person: Person): Promise<void> {
      await page.goto("/");
      await login.click();
      await idporten(page).choose(person);
    },
  };
}
