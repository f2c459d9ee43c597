import type { Locator, Page } from "@playwright/test";
import { openMinProfil } from "./pages/min-profil.ts";
import { userMenu } from "./pages/user-menu.ts";
import { workPhone } from "./pages/work-phone.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

interface Edges {
  readonly name: string;
  /** An edge that stands out from what is within it. */
  readonly edge: boolean;
  /** A ring around the part, of at least two pixels. */
  readonly ring: boolean;
}

function lookAt(part: Locator): Promise<Edges> {
  // Run by the browser, whose names are not known here.
  return part.evaluate((element) => {
    const style = element.ownerDocument.defaultView.getComputedStyle(element);
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = style;
    const hasBorder = borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) >= 1;
    return {
      name: element.textContent.trim(),
      edge: hasBorder && borderTopColor !== backgroundColor,
      ring: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2,
    };
  });
}

async function edgesOf(parts: Locator): Promise<Edges[]> {
  const all = await parts.all();
  expect(all).not.toEqual([]);
  return Promise.all(all.map(lookAt));
}

async function expectEdges(parts: Locator): Promise<void> {
  const without = (await edgesOf(parts)).filter(({ edge }) => !edge);
  expect(without.map(({ name }) => name)).toEqual([]);
}

async function openInForcedColors(page: Page, person: Parameters<typeof openMinProfil>[1]) {
  // The person's own colours, as Windows' contrast themes: surfaces and shadows go, edges and outlines stay.
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  return openMinProfil(page, person);
}

test("with forced colours cards, messages and buttons have edges", async ({ page, portal }) => {
  const { content, update } = await openInForcedColors(page, personIn(portal.world, "ulik"));
  await update.press();
  await update.sentences.first().waitFor();
  await expectEdges(content.locator(".ds-card, .ds-alert"));
  await expectEdges(content.locator(".ds-button"));
});

test("with forced colours the open menu and a refused field have edges", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 400/);
  const person = personIn(portal.world, "kari");
  await openInForcedColors(page, person);
  const phone = workPhone(page);
  await phone.add.click();
  await phone.type("12 34");
  await expect(phone.input).toHaveAttribute("aria-invalid", "true");
  await expectEdges(phone.input);
  await userMenu(page, person).toggle.click();
  await expectEdges(page.locator(".user-menu__list"));
});

test("with forced colours whatever has the focus has a ring", async ({ page, portal }) => {
  await openInForcedColors(page, personIn(portal.world, "uten-epost"));
  const without: string[] = [];
  for (let stop = 0; stop < 9; stop += 1) {
    await page.keyboard.press("Tab");
    for (const { name, ring } of await edgesOf(page.locator(":focus"))) if (!ring) without.push(name);
  }
  expect(without).toEqual([]);
});
