import type { Browser, Page } from "@playwright/test";
import { WITHOUT_INSIGHT } from "../world/people/describe.ts";
import type { RegisterEntry } from "../world/people/register-entry.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test, type Portal } from "./portal.ts";

/** What an answer can be told apart by; times differ from one moment to the next, in nothing but their figures. */
async function answerOf(page: Page, method: string, path: string, act: () => Promise<unknown>) {
  const answered = page.waitForResponse(
    (response) => response.request().method() === method && new URL(response.url()).pathname === path,
  );
  await act();
  const response = await answered;
  const body = await response.text();
  return {
    status: response.status(),
    headers: Object.keys(await response.allHeaders()).sort(),
    bytes: Buffer.byteLength(body),
    body: body.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time"),
  };
}

/** A whole visit of one person whom the registers hold so: every answer that she gets on herself. */
async function visit(browser: Browser, portal: Portal, change: (entry: RegisterEntry) => RegisterEntry) {
  const { world } = portal;
  world.reset();
  // Nothing is left of an earlier visit, such as what was answered last and when «Oppdater» may be pressed again.
  await portal.restart();
  const person = personIn(world, "ulik");
  for (const register of [world.school, world.kindergarten])
    for (const { entry } of register.find(person.nationalId)) register.edit(entry.personId, change);
  const context = await browser.newContext({ baseURL: portal.origin, locale: "nb-NO" });
  const page = await context.newPage();
  const shown = await answerOf(page, "GET", "/api/profile", () => openMinProfil(page, person));
  const { update } = minProfil(page);
  const refreshed = await answerOf(page, "POST", "/api/profile/refresh", () => update.press());
  const phone = workPhone(page);
  await phone.add.click();
  const saved = await answerOf(page, "PUT", "/api/profile/work-phone", () => phone.type("22 00 00 01"));
  const removed = await answerOf(page, "DELETE", "/api/profile/work-phone", async () => {
    await phone.remove.click();
    await phone.confirmRemoval.click();
  });
  await context.close();
  return { shown, refreshed, saved, removed };
}

const GUARDED = {
  "an address that is protected": (entry: RegisterEntry): RegisterEntry => ({
    ...entry,
    addressProtection: "strictly-confidential",
  }),
  "a role without insight": (entry: RegisterEntry): RegisterEntry => ({
    ...entry,
    relations: entry.relations.map((relation) => ({
      ...relation,
      parentalResponsibility: "no",
      role: WITHOUT_INSIGHT,
    })),
  }),
};

for (const [what, change] of Object.entries(GUARDED))
  test(`P17: with ${what} every answer is the same as without, byte for byte (AP1, AP2, AP6)`, async ({
    browser,
    portal,
  }) => {
    const ordinary = await visit(browser, portal, (entry) => entry);
    expect(ordinary.refreshed.body).toContain('"outcome":"changed"');
    expect(await visit(browser, portal, change)).toEqual(ordinary);
  });
