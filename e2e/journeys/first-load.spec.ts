import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

test("the server is asked for the profile while the code of the page is still on its way", async ({
  page,
  portal,
}) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  const asked = page.waitForRequest("**/api/profile");
  // Were the profile asked for by the code that is held back here, neither would ever come.
  await page.route(/\/assets\/(?:vendor|main|first-view)-[^/]+\.js$/, async (route) => {
    await asked;
    await route.continue();
  });
  await minProfil(page).open();
  await expect(minProfil(page).heading).toBeVisible();
});

test("nothing is fetched from anywhere but the portal, and what has a hash in its name is kept for a year", async ({
  page,
  portal,
}) => {
  await openMinProfil(page, personIn(portal.world, "kari"));
  const fetched: { url: URL; caching: string; encoding: string }[] = [];
  page.on("response", (response) => {
    const { "cache-control": caching = "", "content-encoding": encoding = "" } = response.headers();
    fetched.push({ url: new URL(response.url()), caching, encoding });
  });
  await minProfil(page).open();
  await minProfil(page).heading.waitFor();
  expect(fetched.filter(({ url }) => url.origin !== portal.origin && url.protocol !== "data:")).toEqual([]);
  const assets = fetched.filter(({ url }) => url.pathname.startsWith("/assets/"));
  expect(assets.length).toBeGreaterThan(3);
  expect(new Set(assets.map(({ caching }) => caching))).toEqual(
    new Set(["public, max-age=31536000, immutable"]),
  );
});

test("scripts and style sheets come compressed with brotli", async ({ page, portal }) => {
  const encodings = new Map<string, string | undefined>();
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (/\/assets\/(?:vendor|first-view|start|index)-.*\.(?:js|css)$/.test(path))
      encodings.set(path.replace(/-[\w-]{8}(\.\w+)$/, "$1"), response.headers()["content-encoding"]);
  });
  await openMinProfil(page, personIn(portal.world, "kari"));
  expect(encodings.get("/assets/vendor.js")).toBe("br");
  expect(encodings.get("/assets/first-view.js")).toBe("br");
  expect(encodings.get("/assets/index.css")).toBe("br");
});
