import { expectNoSidewaysScroll } from "./accessible.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

// A screen of 1280 at 400 per cent is 320 wide (WCAG 1.4.10).
test.use({ viewport: { width: 320, height: 640 } });

for (const address of [
  "/",
  "/personvern",
  "/tilgjengelighet",
  "/hjelp",
  "/utlogget",
  "/feil/internal",
  "/nei",
])
  test(`nothing is scrolled sideways at 320 px on ${address}`, async ({ page, announceFault }) => {
    announceFault(/status of (404|500)/);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
  });

for (const key of ["ulik", "utlopt-epost", "delt-epost-mor", "valgt-bort", "kari"])
  test(`nothing is scrolled sideways at 320 px on «Min profil» of ${key}`, async ({ page, portal }) => {
    const person = personIn(portal.world, key);
    const { verdict } = await openMinProfil(page, person);
    await expect(verdict).toBeVisible();
    await expectNoSidewaysScroll(page);
    await userMenu(page, person).toggle.click();
    await expectNoSidewaysScroll(page);
  });

test("nothing is scrolled sideways at 320 px on the work-phone form with what is wrong", async ({
  page,
  portal,
}) => {
  await openMinProfil(page, personIn(portal.world, "jobbtelefon"));
  const phone = workPhone(page);
  await phone.change.click();
  await phone.type("");
  await expect(phone.input).toHaveAttribute("aria-invalid", "true");
  await expectNoSidewaysScroll(page);
});
