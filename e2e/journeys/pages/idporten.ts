import type { Page } from "@playwright/test";
import { fullName } from "../../world/people/person-name.ts";
import type { Person } from "../../world/people/person.ts";

/** ID-porten's log-in page. */
export function idporten(page: Page) {
  return {
    heading: page.getByRole("heading", { level: 1, name: "ID-porten (testmiljø)" }),
    choose: ({ name }: Person) =>
      page.getByRole("button", { name: new RegExp(`^${fullName(name)} `) }).click(),
    cancel: () => page.getByRole("button", { name: "Avbryt" }).click(),
  };
}
