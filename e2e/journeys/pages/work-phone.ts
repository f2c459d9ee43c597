import type { Page } from "@playwright/test";

/** «Jobbtelefon» under «Annen kontaktinformasjon». */
export function workPhone(page: Page) {
  const section = page.getByRole("region", { name: "Annen kontaktinformasjon" });
  const button = (name: string) => section.getByRole("button", { name, exact: true });
  const input = section.getByRole("textbox", { name: "Jobbtelefon" });
  return {
    section,
    input,
    add: button("Legg til jobbtelefon"),
    change: button("Endre jobbtelefon"),
    remove: button("Slett jobbtelefon"),
    save: button("Lagre"),
    cancel: button("Avbryt"),
    confirmRemoval: button("Slett"),
    question: section.getByText("Vil du slette jobbtelefonen"),
    notWritable: section.getByText("hvis jobbtelefonen skal endres"),
    retry: (system: string) => button(`Prøv ${system} igjen`),
    result: section.getByRole("status"),
    sentences: section.getByRole("status").getByRole("paragraph"),
    undo: button("Angre"),
    async type(number: string): Promise<void> {
      await input.fill(number);
      await button("Lagre").click();
    },
  };
}
