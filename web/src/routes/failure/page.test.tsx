import { FAILURES } from "@foresattportal/shared/failures.ts";
import { expect, test } from "vitest";
import { isClientFailureCode, remedyFor } from "../../api/failure.ts";
import nb from "../../locales/further/nb.json";
import { readable, renderPage } from "../../testing/render-page.tsx";
import { FailurePage } from "./page.tsx";

function shown(code: string, query = ""): Promise<string> {
  return renderPage(FailurePage, { address: `/feil/${code}${query}`, path: "/feil/:code" });
}

test.each(Object.keys(FAILURES))("has words and a way on for the failure «%s»", async (code) => {
  const html = await shown(code);
  const texts = Object.entries(nb.failure).find(([key]) => key === code)?.[1];
  if (texts === undefined || typeof texts === "string") throw new Error(`no words for ${code}`);
  expect(readable(html)).toContain(texts.title);
  expect(readable(html)).toContain(texts.text);
  if (!isClientFailureCode(code)) throw new Error(`no remedy for ${code}`);
  expect(readable(html)).toContain(nb.failure[remedyFor(code)]);
});

test("shows the reference that a person can quote", async () => {
  expect(readable(await shown("internal", "?ref=01JD-4F7K"))).toContain("Referanse: 01JD-4F7K");
});

test("tells of a failure that it does not know as one of ours, and repeats nothing of the address", async () => {
  const html = await shown("%3Cscript%3E");
  expect(readable(html)).toContain("Noe gikk galt hos oss");
  expect(html).not.toContain("script");
});

test("lets a person whose log-in failed log in again", async () => {
  expect(await shown("login-cancelled")).toContain('href="/auth/login?returnTo=%2Fmin-profil&amp;locale=nb"');
});

test("leads from a failed log-in to the page that it was for", async () => {
  expect(await shown("login-cancelled", "?ref=r&returnTo=%2Ftilbake")).toContain(
    'href="/auth/login?returnTo=%2Ftilbake&amp;locale=nb"',
  );
});
