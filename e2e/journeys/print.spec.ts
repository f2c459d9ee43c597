import { openMinProfil } from "./pages/min-profil.ts";
import { workPhone } from "./pages/work-phone.ts";
import { userMenu } from "./pages/user-menu.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

/** The page objects of a PDF, one for each sheet. */
function sheetsIn(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test("on paper the values stand with where they come from, and nothing that is there to be pressed", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "ulik");
  const { mobile, email, content, update } = await openMinProfil(page, person);
  await page.emulateMedia({ media: "print" });
  await expect(mobile.values).toContainText([/^400 00 002/, /^400 00 003/, /^912 34 502/]);
  await expect(email.card).toContainText("ulrikke@example.no");
  await expect(mobile.systems.first()).toBeVisible();
  await expect(update.card.getByText("Sist hentet")).toBeVisible();
  await expect(userMenu(page, person).toggle).toBeHidden();
  await expect(content.getByRole("button")).toHaveCount(0);
  await expect(update.editInKrr).toBeHidden();
  await expect(page.getByRole("contentinfo")).toBeHidden();
});

test("a form that is open, and word of a lost network, are not printed", async ({
  page,
  context,
  portal,
}) => {
  await openMinProfil(page, personIn(portal.world, "jobbtelefon"));
  const phone = workPhone(page);
  await phone.change.click();
  await phone.input.waitFor();
  await context.setOffline(true);
  const offline = page.getByText("Vi får ikke kontakt med nettet");
  await expect(offline).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(phone.input).toBeHidden();
  await expect(phone.save).toBeHidden();
  await expect(offline).toBeHidden();
  await expect(phone.section).toContainText("22 00 00 01");
});

for (const key of ["ulik", "utlopt-begge", "jobbtelefon"])
  test(`what ${key} sees fits one sheet or two`, async ({ page, portal }) => {
    await openMinProfil(page, personIn(portal.world, key));
    const sheets = sheetsIn(await page.pdf({ format: "A4" }));
    expect(sheets).toBeGreaterThanOrEqual(1);
    expect(sheets).toBeLessThanOrEqual(2);
  });
