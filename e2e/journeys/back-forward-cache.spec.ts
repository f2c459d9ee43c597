import { chromium } from "@playwright/test";
import { browserFlags, findBrowser } from "../run/browser.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

test("P16: a page that the browser kept whole shows nothing personal when it is brought back after the log-out (SN14)", async ({
  portal,
}) => {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: browserFlags(process.getuid?.() === 0),
    // Playwright turns the cache off, which people's browsers have.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  try {
    const context = await browser.newContext({ baseURL: portal.origin, locale: "nb-NO" });
    const page = await context.newPage();
    await openMinProfil(page, personIn(portal.world, "kari"));
    await expect(page.getByText("912 34 567")).toBeVisible();
    await page.evaluate(
      `addEventListener("pageshow", ({ persisted }) => {
        if (persisted) sessionStorage.setItem("broughtBack", document.body.hidden ? "hidden" : "shown");
      })`,
    );
    await page.goto(`${portal.world.minprofil.origin}/`);
    await context.clearCookies();
    await page.goBack();
    await expect(page).toHaveURL("/?grunn=no-session");
    // Otherwise this would prove nothing.
    expect(await page.evaluate("sessionStorage.getItem('broughtBack')")).toBe("hidden");
    await expect(page.getByText("912 34 567")).toHaveCount(0);
  } finally {
    await browser.close();
  }
});
