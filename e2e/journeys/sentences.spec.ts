import type { Page } from "@playwright/test";
import { fullName } from "../world/people/person-name.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";
import { READINGS } from "./sentences.ts";

/** Everything that the page holds or keeps, seen or unseen. */
function wholePage(page: Page): Promise<string> {
  // Text, as it is run by the browser and not by us.
  return page.evaluate(
    `[document.documentElement.outerHTML, location.href, ...Object.values(localStorage), ...Object.values(sessionStorage)].join("\\n")`,
  );
}

for (const { person: key, state, reads, never = [] } of READINGS)
  test(`${state}: the page says so, and nothing that is not this person's to know`, async ({
    page,
    portal,
  }) => {
    const person = personIn(portal.world, key);
    const answers: string[] = [];
    page.on("response", async (response) => {
      if (response.url().includes("/api/")) answers.push(response.url(), await response.text());
    });
    const { content } = await openMinProfil(page, person);
    for (const sentence of reads) await expect(content).toContainText(sentence);
    for (const words of [...never, "KRR"]) await expect(content).not.toContainText(words);

    const everything = [await wholePage(page), ...answers].join("\n");
    // Eleven digits in a row; a foreign number in international form may have as many.
    expect(everything).not.toMatch(/(?<![+\d])\d{11}(?!\d)/);
    for (const word of ["addressProtection", "nationalId", "confidential", "relations", "childId"])
      expect(everything).not.toContain(word);
    const others = portal.world.people.filter(({ key: other }) => other !== key);
    for (const { name } of others) expect(everything).not.toContain(fullName(name));
  });
