import { idporten } from "./pages/idporten.ts";
import { landing } from "./pages/landing.ts";
import { minProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

const SESSION_COOKIE = "__Host-Http-sid";

test("who cancels at ID-porten comes to a page that says so, and can try again (OI7, ER6)", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 403/);
  await landing(page).open();
  await landing(page).login.click();
  await idporten(page).cancel();
  await expect(page.getByRole("heading", { level: 1, name: "Du avbrøt innloggingen" })).toBeVisible();
  // No code, state or error of the log-in stays in the address bar.
  expect(new URL(page.url()).pathname).toBe("/feil/login-cancelled");
  await landing(page).login.click();
  await idporten(page).choose(personIn(portal.world, "kari"));
  await expect(minProfil(page).heading).toBeVisible();
});

test("an unknown address has a page of its own with the status 404 and a way home", async ({
  page,
  announceFault,
}) => {
  announceFault(/status of 404/);
  const answer = await page.goto("/finnes/ikke");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "Vi finner ikke siden" })).toBeVisible();
  await page.getByRole("link", { name: "Gå til forsiden" }).click();
  await expect(landing(page).heading).toBeVisible();
});

for (const value of ["x", "a".repeat(43), "%00%FF", "="])
  test(`a session cookie that says «${value}» leads to the landing page`, async ({
    page,
    context,
    portal,
    announceFault,
  }) => {
    announceFault(/status of 401/);
    // Only an answer over HTTP can set a cookie of this name.
    const headers = { "set-cookie": `${SESSION_COOKIE}=${value}; Path=/; Secure; HttpOnly; SameSite=Strict` };
    await page.route("/plantet", (route) => route.fulfill({ headers, body: "" }));
    await page.goto("/plantet");
    expect(await context.cookies(portal.origin)).toMatchObject([{ name: SESSION_COOKIE, value }]);
    await minProfil(page).open();
    await expect(landing(page).heading).toBeVisible();
    await expect(page.getByText("Du må logge inn for å se profilen din.")).toBeVisible();
  });

test("who opens a page of their own without being logged in is led to the landing page", async ({
  page,
  announceFault,
}) => {
  announceFault(/status of 401/);
  await page.goto("/min-profil");
  await expect(page).toHaveURL("/?grunn=no-session");
  await expect(landing(page).login).toBeVisible();
});
