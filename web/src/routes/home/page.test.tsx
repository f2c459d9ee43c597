import { expect, test } from "vitest";
import { readable, renderPage, ROOT_DATA } from "../../testing/render-page.tsx";
import { HomePage } from "./page.tsx";

const VISITOR = { ...ROOT_DATA, session: { user: null } };

test("offers a visitor to log in with ID-porten and to land on «Min profil»", async () => {
  const html = await renderPage(HomePage, { root: VISITOR });
  expect(html).toContain('href="/auth/login?returnTo=%2Fmin-profil&amp;locale=nb"');
  expect(readable(html)).toContain("Logg inn med ID-porten");
});

test.each([
  ["no-session", "Du må logge inn for å se profilen din."],
  ["session-idle", "Du ble logget ut fordi du ikke hadde brukt siden på en stund."],
  ["session-expired", "Du ble logget ut fordi innloggingen bare varer en viss tid."],
])("says why a session ended: %s", async (reason, sentence) => {
  const html = await renderPage(HomePage, { root: VISITOR, address: `/?grunn=${reason}` });
  expect(readable(html)).toContain(sentence);
});

test("says nothing of a reason that is none of ours", async () => {
  const html = await renderPage(HomePage, { root: VISITOR, address: "/?grunn=oppdiktet" });
  expect(html).not.toContain("ds-alert");
});
