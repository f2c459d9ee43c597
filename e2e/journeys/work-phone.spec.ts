import type { Page } from "@playwright/test";
import { fieldIn, personIn } from "./people.ts";
import { openMinProfil } from "./pages/min-profil.ts";
import { workPhone } from "./pages/work-phone.ts";
import { expect, test, type Portal } from "./portal.ts";

async function openWorkPhone(page: Page, { world }: Portal, key: string) {
  const person = personIn(world, key);
  await openMinProfil(page, person);
  const held = () =>
    [world.school, world.kindergarten].map((register) => fieldIn(register, person, "workPhone"));
  return {
    ...workPhone(page),
    numbers: () => held().map(({ value }) => value?.replaceAll(" ", "") ?? null),
    origins: () => held().map(({ origin }) => origin),
  };
}

test("P5: a work phone typed with spaces is added in both systems", async ({ page, portal }) => {
  const phone = await openWorkPhone(page, portal, "kari");
  await phone.add.click();
  await expect(phone.input).toBeFocused();
  await phone.type(" 22 00 00 01 ");
  await expect(phone.result).toHaveText("Jobbtelefonen er lagret hos skolen og barnehagen.");
  await expect(phone.section).toContainText("22 00 00 01");
  expect(phone.numbers()).toEqual(["+4722000001", "+4722000001"]);
  expect(phone.origins()).toEqual(["guardian", "guardian"]);
});

test("P5: two different work phones are shown with their systems and become one foreign number", async ({
  page,
  portal,
}) => {
  const phone = await openWorkPhone(page, portal, "jobbtelefon");
  await expect(phone.section.getByRole("term")).toHaveText(["Skolen", "Barnehagen"]);
  await expect(phone.section.getByRole("definition")).toHaveText(["22 00 00 01", "22 00 00 02"]);
  await phone.change.click();
  await phone.type("0046 8 123 456 78");
  await expect(phone.result).toHaveText("Jobbtelefonen er lagret hos skolen og barnehagen.");
  await expect(phone.section).toContainText("+46 8 123 456 78");
  expect(phone.numbers()).toEqual(["+46812345678", "+46812345678"]);
});

test("P5: a work phone is removed from both systems, but not before the question is answered", async ({
  page,
  portal,
}) => {
  const phone = await openWorkPhone(page, portal, "jobbtelefon");
  await phone.remove.click();
  await expect(phone.question).toBeFocused();
  await phone.cancel.click();
  expect(phone.numbers()).toEqual(["22000001", "+4722000002"]);
  await phone.remove.click();
  await phone.confirmRemoval.click();
  await expect(phone.sentences).toHaveText(["Jobbtelefonen er slettet hos skolen og barnehagen."]);
  await expect(phone.section).toContainText("Du har ikke lagt inn jobbtelefon.");
  expect(phone.numbers()).toEqual([null, null]);
});

test("P5: a removal can be undone: each system gets the number that it had", async ({ page, portal }) => {
  const phone = await openWorkPhone(page, portal, "jobbtelefon");
  await phone.remove.click();
  await phone.confirmRemoval.click();
  await phone.undo.click();
  await expect(phone.sentences).toHaveText(["Jobbtelefonen er lagt inn igjen hos skolen og barnehagen."]);
  await expect(phone.undo).toHaveCount(0);
  await expect(phone.section.getByRole("definition")).toHaveText(["22 00 00 01", "22 00 00 02"]);
  expect(phone.numbers()).toEqual(["+4722000001", "+4722000002"]);
});

test("P5: a removal that failed in one system and was tried again there can be undone whole", async ({
  page,
  portal,
}) => {
  const { kindergarten } = portal.world;
  const phone = await openWorkPhone(page, portal, "jobbtelefon");
  kindergarten.faults.set({ status: 503, only: "writes" });
  await phone.remove.click();
  await phone.confirmRemoval.click();
  await expect(phone.sentences).toHaveText([
    "Jobbtelefonen er slettet hos skolen.",
    "Vi fikk ikke lagret endringen hos barnehagen.",
  ]);
  kindergarten.faults.clear();
  await phone.retry("barnehagen").click();
  await expect(phone.sentences).toHaveText(["Jobbtelefonen er slettet hos barnehagen."]);
  expect(phone.numbers()).toEqual([null, null]);
  await phone.undo.click();
  await expect(phone.sentences).toHaveText(["Jobbtelefonen er lagt inn igjen hos skolen og barnehagen."]);
  expect(phone.numbers()).toEqual(["+4722000001", "+4722000002"]);
});

test("P5: what came of a save is told also where no system takes the number any more", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  const phone = await openWorkPhone(page, portal, "jobbtelefon");
  await phone.change.click();
  for (const register of [school, kindergarten]) register.faults.set({ readOnly: true });
  await phone.type("22 00 00 03");
  await expect(phone.result).toContainText("Skolen og barnehagen tar ikke imot jobbtelefon herfra.");
  await expect(phone.notWritable).toBeVisible();
  await expect(phone.change).toHaveCount(0);
  expect(phone.numbers()).toEqual(["22000001", "+4722000002"]);
  // The portal remembers for ten minutes what a register takes.
  for (const register of [school, kindergarten]) register.faults.clear();
  await portal.restart();
});

test("P5: what is said of a work phone tells what it is for, who gets it, and that an extension may be typed", async ({
  page,
  portal,
}) => {
  const phone = await openWorkPhone(page, portal, "bare-skole");
  await expect(phone.section).toContainText("Jobbtelefon er et nummer skolen kan ringe når du er på jobb.");
  await phone.add.click();
  await phone.type("22 00 00 01 linje 12");
  await expect(phone.sentences).toHaveText(["Jobbtelefonen er lagret hos skolen."]);
  await expect(phone.section).toContainText(/22 00 00 01.*12/);
});

for (const [typed, message] of [
  ["", "Skriv inn et telefonnummer."],
  ["12 34", "Skriv inn et gyldig telefonnummer."],
  ["ring meg", "Skriv inn et gyldig telefonnummer."],
] as const)
  test(`P5: «${typed}» is no work phone: the field says so, has the focus and keeps what was typed`, async ({
    page,
    portal,
    announceFault,
  }) => {
    announceFault(/status of 400/);
    const phone = await openWorkPhone(page, portal, "kari");
    await phone.add.click();
    await phone.type(typed);
    await expect(phone.input).toHaveAccessibleDescription(new RegExp(`^${message}`));
    await expect(phone.input).toHaveAttribute("aria-invalid", "true");
    await expect(phone.input).toBeFocused();
    await expect(phone.input).toHaveValue(typed);
    expect(portal.world.school.calls.writes + portal.world.kindergarten.calls.writes).toBe(0);
  });

test("P5: a system that is down when the work phone is saved is named, and tried again alone when it is back", async ({
  page,
  portal,
}) => {
  const { school, kindergarten } = portal.world;
  const phone = await openWorkPhone(page, portal, "kari");
  kindergarten.faults.set({ down: true });
  await phone.add.click();
  await phone.type("22 00 00 01");
  await expect(phone.result).toContainText("Jobbtelefonen er lagret hos skolen.");
  await expect(phone.result).toContainText("Vi fikk ikke lagret endringen hos barnehagen.");
  const schoolEffects = school.effects;
  kindergarten.faults.clear();
  await phone.retry("barnehagen").click();
  await expect(phone.result).toHaveText("Jobbtelefonen er lagret hos barnehagen.");
  expect(phone.numbers()).toEqual(["+4722000001", "+4722000001"]);
  expect(school.effects).toBe(schoolEffects);
});
