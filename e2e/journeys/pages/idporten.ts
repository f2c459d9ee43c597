import type { Page } from "@playwright/test";
import { fullName } from "../../world/people/person-name.ts";
import type { Person } from "../../world/people/person.ts";

/** ID-porten's log-in page. */
export function idporten(page: Page) {
  const person = ({ name }: Person) => page.getByRole("button", { name: new RegExp(`^${fullName(name)} `) });
  return {
    person,
    heading: page.getByRole("heading", { level: 1, name: "ID-porten (testmiljø)" }),
    choose: (who: Person) => person(who).click(),
    cancel: () => page.getByRole("button", { name: "Avbryt" }).click(),
  };
}
