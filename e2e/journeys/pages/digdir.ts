import type { Page } from "@playwright/test";

/** Min profil at Digdir, where a citizen keeps her own entry in kontaktregisteret. */
export function digdir(page: Page) {
  const save = page.getByRole("button", { name: "Lagre", exact: true });
  const saved = page.getByText("Opplysningene er lagret.");
  return {
    heading: page.getByRole("heading", { level: 1, name: "Min profil hos Digdir" }),
    async saveMobile(number: string): Promise<void> {
      await page.getByLabel("Mobilnummer").fill(number);
      await save.click();
      await saved.waitFor();
    },
    async saveEmail(address: string): Promise<void> {
      await page.getByLabel("E-post").fill(address);
      await save.click();
      await saved.waitFor();
    },
    /** Back to where the person came from. */
    goBack: () =>
      page
        .getByRole("link", { name: /^Tilbake til / })
        .first()
        .click(),
  };
}
