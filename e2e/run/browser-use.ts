import { browserFlags, findBrowser } from "./browser.ts";

/** The browser that Playwright is to use, and the place that it pretends to stand in: the portal's own. */
export function browserUse() {
  const executablePath = findBrowser();
  return {
    locale: "nb-NO",
    timezoneId: "Europe/Oslo",
    launchOptions: {
      args: browserFlags(process.getuid?.() === 0),
      // Without a path Playwright says itself how to install its browser.
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  };
}
