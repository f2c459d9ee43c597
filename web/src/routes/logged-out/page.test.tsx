import { LOGGED_OUT_HERE_ONLY, PAGES } from "@foresattportal/shared/pages.ts";
import { expect, test } from "vitest";
import nb from "../../locales/further/nb.json";
import { readable, renderPage } from "../../testing/render-page.tsx";
import { LoggedOutPage } from "./page.tsx";

async function shown(query: string): Promise<string> {
  return readable(
    await renderPage(LoggedOutPage, { address: PAGES.loggedOut + query, path: PAGES.loggedOut }),
  );
}

test("tells that other services may be open when ID-porten could not be told (LO5)", async () => {
  expect(await shown(`?${LOGGED_OUT_HERE_ONLY.query}`)).toContain(nb.loggedOut.elsewhere);
});

test.each(["", "?state=of-ID-porten", "?kun=alle"])("does not say so otherwise: %s", async (query) => {
  const text = await shown(query);
  expect(text).toContain(nb.loggedOut.text);
  expect(text).not.toContain(nb.loggedOut.elsewhere);
});
