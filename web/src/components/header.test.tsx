import { expect, test } from "vitest";
import { knownProfile } from "../routes/profile/example-parts.ts";
import { readable, renderPage, ROOT_DATA } from "../testing/render-page.tsx";
import { textsIn } from "../testing/texts.ts";
import { Header } from "./header.tsx";

test("puts the menu under the user's own name", async () => {
  const html = await renderPage(Header, { profile: { ok: true, data: knownProfile() } });
  expect(html).toMatch(/<button[^>]*aria-expanded="false"[^>]*>.*Kari Nordmann/);
});

test("names nobody before a register has told the name", async () => {
  expect(readable(await renderPage(Header))).toContain("Innlogget");
});

test("offers a visitor the way in and the choice of language, and no menu of a user", async () => {
  const html = await renderPage(Header, { root: { ...ROOT_DATA, session: { user: null } } });
  expect(readable(html)).toContain("Logg inn");
  expect(html).toContain('aria-label="Språk"');
  expect(html).not.toContain('aria-label="Brukermeny"');
});

test("leads who has come back from kontaktregisteret back there after the log-in, and others to their page", async () => {
  const visitor = { root: { ...ROOT_DATA, session: { user: null } } };
  expect(await renderPage(Header, { ...visitor, address: "/tilbake" })).toContain("returnTo=%2Ftilbake&amp;");
  expect(await renderPage(Header, { ...visitor, address: "/hjelp" })).toContain(
    "returnTo=%2Fmin-profil&amp;",
  );
});

test("neither names anybody nor asks anybody to log in before it is known who is there", async () => {
  const html = await renderPage(Header, { root: "unknown" });
  expect(readable(html).trim()).toBe("");
});

test("stands without the server's answers", async () => {
  const html = await renderPage(Header, { root: { portal: null, session: null, sessionAt: 0 } });
  expect(readable(html)).toContain("Min profil");
});

test("says that the owner's name is Norwegian, and what stands for it is not", async () => {
  const texts = await textsIn("en");
  expect(await renderPage(Header, { texts })).toContain('<span lang="nb">Prøvebygd kommune</span>');
  const untold = await renderPage(Header, { texts, root: { ...ROOT_DATA, portal: null } });
  expect(untold).toContain("<span>My profile</span>");
});
