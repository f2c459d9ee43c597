import type { Page } from "@playwright/test";
import { test as journey } from "../journeys/portal.ts";
import { EVERYTHING, type Wanted } from "./wanted.ts";

export interface PictureOptions {
  /** Where the pictures go. */
  folder: string;
  wanted: Wanted;
}

/** A journey with a place to put pictures. */
export const test = journey.extend<PictureOptions>({
  folder: ["", { option: true }],
  wanted: [EVERYTHING, { option: true }],
});

/** Takes the whole page; refuses one that shows what could be a national identity number. */
export async function takePicture(page: Page, path: string, scale: "css" | "device"): Promise<void> {
  if (/\d{11}/.test(await page.locator("body").innerText()))
    throw new Error(`${path} shows eleven digits in a row`);
  await page.evaluate(`document.fonts.ready.then(() => true)`);
  await page.screenshot({ path, scale, fullPage: true, animations: "disabled" });
}
