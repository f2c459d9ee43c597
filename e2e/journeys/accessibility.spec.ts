import { colourViolationsOn, expectAccessible, violationsOn } from "./accessible.ts";
import { misfitsOn, movementsOn } from "./fit.ts";
import { digdir } from "./pages/digdir.ts";
import { idporten } from "./pages/idporten.ts";
import { landing } from "./pages/landing.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

// Every state of the portal itself is tested in gallery/accessibility.spec.ts.

test("axe finds nothing on ID-porten's log-in page and on Min profil at Digdir (HD10)", async ({
  page,
  portal,
}) => {
  await landing(page).open();
  await landing(page).login.click();
  await expect(idporten(page).heading).toBeVisible();
  await expectAccessible(page);
  await idporten(page).choose(personIn(portal.world, "ulik"));
  await page.getByRole("link", { name: "Endre i kontaktregisteret" }).click();
  await expect(digdir(page).heading).toBeVisible();
  await expectAccessible(page);
});

test("what does not fit is found: cut off, spilled over, lying on another, beyond the edge, and moving", async ({
  page,
}) => {
  await landing(page).open();
  await landing(page).heading.waitFor();
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect([...(await misfitsOn(page)), ...(await movementsOn(page))]).toEqual([]);
  await page.evaluate(`(() => {
    const add = (tag, text, style) => {
      const part = document.createElement(tag);
      part.textContent = text;
      Object.assign(part.style, style);
      document.querySelector("main").append(part);
      return part;
    };
    add("p", "Kuttet tekst som er lang", { width: "5rem", height: "1rem", overflow: "hidden" });
    add("p", "Kontaktopplysningene", { width: "3rem" });
    add("button", "Under", {});
    add("button", "Over", { marginInlineStart: "-2rem" });
    add("p", "Utenfor", { position: "absolute", insetInlineStart: "-1rem" });
    add("p", "Flytter seg", {}).animate([{ opacity: 0 }, { opacity: 1 }], 60_000);
  })()`);
  expect(await misfitsOn(page)).toEqual([
    "p «Kuttet tekst som er lang» is cut off",
    "p «Kontaktopplysningene» spills over its edge",
    "p «Utenfor» is beyond the edge of the screen",
    "button «Under» and button «Over» lie on one another",
  ]);
  expect(await movementsOn(page)).toHaveLength(1);
});

test("what is wrong is found: pale text, a button without a name, a target too small", async ({ page }) => {
  await landing(page).open();
  expect(await violationsOn(page)).toEqual([]);
  // Text, as it is run by the browser and not by us; styles are set one by one, as the security policy demands.
  await page.evaluate(`(() => {
    const add = (tag, text, style) => {
      const part = document.createElement(tag);
      part.textContent = text;
      Object.assign(part.style, style);
      document.querySelector("main").append(part);
    };
    add("p", "Blek", { color: "#aaa", background: "#fff" });
    add("button", "", {});
    for (const text of ["a", "b"]) add("button", text, { all: "unset", width: "9px", height: "9px" });
  })()`);
  const found = (await violationsOn(page)).map((violation) => violation.split(":")[0]);
  expect(found).toEqual(["button-name", "color-contrast", "target-size"]);
  expect(await colourViolationsOn(page)).toEqual([expect.stringMatching(/^color-contrast: .*Blek/)]);
});
