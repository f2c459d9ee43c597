import { expectNoSidewaysScroll } from "./accessible.ts";
import { misfitsOn } from "./fit.ts";
import { languageChoice } from "./pages/language-choice.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { sessionDialog } from "./pages/session-dialog.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

// A window of 1280 × 1024 at 400 per cent (WCAG 1.4.10). That every state fits 320 px is tested in the matrix; here is
// what a low window could hide.
test.use({ viewport: { width: 320, height: 256 } });

test("at 400 per cent everything in the open menu can be reached and pressed", async ({ page, portal }) => {
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const menu = userMenu(page, person);
  await menu.toggle.click();
  await expectNoSidewaysScroll(page);
  expect(await misfitsOn(page)).toEqual([]);
  await menu.logOutButton.scrollIntoViewIfNeeded();
  await expect(menu.logOutButton).toBeInViewport({ ratio: 1 });
  await languageChoice(page).option("se").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "se");
  await expectNoSidewaysScroll(page);
});

test("at 400 per cent the whole question before the end of the session can be read and answered", async ({
  page,
  portal,
}) => {
  await page.clock.install();
  await openMinProfil(page, personIn(portal.world, "kari"));
  await page.waitForLoadState("networkidle");
  await portal.setClockAhead(26 * 60_000);
  await page.clock.fastForward(26 * 60_000);
  const { dialog, left, stay, leave } = sessionDialog(page);
  await expect(stay).toBeFocused();
  await expect(stay).toBeInViewport({ ratio: 1 });
  for (const part of [dialog.getByRole("heading"), left, leave]) {
    await part.scrollIntoViewIfNeeded();
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  expect(await misfitsOn(page)).toEqual([]);
  await leave.click();
  await expect(page).toHaveURL(/\/utlogget(\?|$)/);
});

test("at 400 per cent the field that is refused and what is wrong with it are seen together", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 400/);
  await openMinProfil(page, personIn(portal.world, "kari"));
  const phone = workPhone(page);
  await phone.add.click();
  await phone.type("12 34");
  await expect(phone.input).toHaveAttribute("aria-invalid", "true");
  await expect(phone.input).toBeFocused();
  await expect(phone.input).toBeInViewport({ ratio: 1 });
  await expect(phone.section.getByText("Skriv inn et gyldig telefonnummer.")).toBeInViewport();
  expect(await misfitsOn(page)).toEqual([]);
});

test("at 400 per cent the focus is never hidden on its way through the page", async ({ page, portal }) => {
  await openMinProfil(page, personIn(portal.world, "ulik"));
  for (let stop = 0; stop < 9; stop += 1) {
    await page.keyboard.press("Tab");
    await expect(page.locator(":focus")).toBeInViewport({ ratio: 0.9 });
  }
});
