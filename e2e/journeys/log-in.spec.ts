import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./portal.ts";

async function logIn(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Logg inn med ID-porten" }).click();
  await page.getByRole("button", { name: /^Kari Normann Test/ }).click();
}

test("a guardian comes from the landing page by ID-porten to her own profile", async ({ page }) => {
  await logIn(page);
  await expect(page).toHaveURL("/min-profil");
  await expect(page.getByRole("heading", { level: 1, name: "Min profil" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Kari Normann Test" })).toBeVisible();
});

test("the landing page and the profile have no accessibility fault that axe finds", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await logIn(page);
  await expect(page.getByRole("heading", { level: 1, name: "Min profil" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
