import { openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

test("a guardian comes from the landing page by ID-porten to her own profile (CK8)", async ({
  page,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  const { heading, verdict } = await openMinProfil(page, person);
  await expect(page).toHaveURL("/min-profil");
  await expect(heading).toBeVisible();
  await expect(verdict).toHaveText("Skolen og barnehagen når deg på SMS og e-post.");
  await expect(userMenu(page, person).toggle).toBeVisible();
});

test("who is logged in already is led from the landing page to her own", async ({ page, portal }) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  await page.goto("/");
  await expect(page).toHaveURL("/min-profil");
});
