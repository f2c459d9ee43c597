import { expect, test } from "vitest";
import { Footer } from "../../components/footer.tsx";
import { readable, renderPage } from "../../testing/render-page.tsx";
import { HelpPage } from "./page.tsx";

test("answers what to do about a wrong number, a failed log-in and a missing child, and says whom to ask", async () => {
  const text = readable(await renderPage(HelpPage));
  expect(text).toContain("Nummeret eller e-postadressen stemmer ikke");
  expect(text).toContain("Jeg kommer ikke inn");
  expect(text).toContain("Siden viser bare dine egne opplysninger");
  expect(text).toContain("Hvem skal jeg kontakte?");
  expect(text).toContain("Referanse");
});

test("is reached from the foot of every page", async () => {
  expect(await renderPage(Footer)).toContain('href="/hjelp"');
});
