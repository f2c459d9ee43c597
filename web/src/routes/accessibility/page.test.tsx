import { expect, test } from "vitest";
import { Footer } from "../../components/footer.tsx";
import { renderPage, ROOT_DATA } from "../../testing/render-page.tsx";
import { HelpPage } from "../help/page.tsx";
import { PrivacyPage } from "../privacy/page.tsx";
import { AccessibilityPage } from "./page.tsx";

const WHERE_TO_WRITE = { AccessibilityPage, Footer, HelpPage, PrivacyPage };

test.each(Object.entries(WHERE_TO_WRITE))("leads to the municipality from %s", async (_, Component) => {
  expect(await renderPage(Component)).toMatch(/<a [^>]*href="https:\/\/provebygd\.example\/kontakt"/);
});

test.each(Object.entries(WHERE_TO_WRITE))("offers no way in %s that leads nowhere", async (_, Component) => {
  const portal = ROOT_DATA.portal && { ...ROOT_DATA.portal, contact: null };
  for (const root of [
    { ...ROOT_DATA, portal },
    { ...ROOT_DATA, portal: null },
  ])
    expect(await renderPage(Component, { root })).not.toContain("Kontakt kommunen");
});

test("leads to the authority", async () => {
  expect(await renderPage(AccessibilityPage)).toContain('href="https://www.uutilsynet.no"');
});
