import { personIn } from "./people.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { expect, test } from "./portal.ts";

test("P6: a second «Oppdater» within a minute says when the next may come, and writes nothing", async ({
  page,
  portal,
  announceFault,
}) => {
  announceFault(/status of 429/);
  const { school, kindergarten, krr } = portal.world;
  const { update } = await openMinProfil(page, personIn(portal.world, "uten-innsyn"));
  await update.press();
  await expect(update.result).toContainText("E-postadressen uno@example.no er lagt inn");
  const calls = [school.calls.writes, kindergarten.calls.writes, krr.calls.personer];
  await update.press();
  await expect(update.result).toHaveText(/^Du oppdaterte nettopp\. Du kan prøve igjen kl\. \d\d\.\d\d\.$/);
  expect([school.calls.writes, kindergarten.calls.writes, krr.calls.personer]).toEqual(calls);
});

test("P6: «Oppdater» in two tabs at the same time has one effect, and the other tab is told why not", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/status of (409|429)/);
  const { school, kindergarten } = portal.world;
  const first = await openMinProfil(page, personIn(portal.world, "sluttet"));
  const second = minProfil(await context.newPage());
  await second.open();
  // A register that takes its time, so that both presses are under way at once.
  school.faults.set({ latency: 300 });
  await Promise.all([first.update.press(), second.update.press()]);
  const results = [first.update.result, second.update.result];
  for (const result of results) await expect(result).not.toBeEmpty();
  const texts = await Promise.all(results.map((result) => result.innerText()));
  expect(texts.filter((text) => text.includes("Mobilnummeret er endret"))).toHaveLength(1);
  expect(texts.filter((text) => /allerede i gang|oppdaterte nettopp/.test(text))).toHaveLength(1);
  // What the one tab fetched is seen in both: at once, or in a moment while it is under way.
  for (const { mobile } of [first, second])
    await expect(mobile.values).toContainText([/^400 00 131/, /^400 00 031/, /^400 00 031/]);
  // The school has her as inactive, so the kindergarten alone is written to.
  expect([school.effects, kindergarten.effects]).toEqual([0, 1]);
});

test("P6: a tab that is told that it is too soon shows what another one has fetched", async ({
  page,
  context,
  portal,
  announceFault,
}) => {
  announceFault(/status of 429/);
  const person = personIn(portal.world, "utlopt-begge");
  const first = await openMinProfil(page, person);
  const second = minProfil(await context.newPage());
  await second.open();
  await expect(second.mobile.card).toContainText("400 00 011");
  portal.world.krr.store.update(person.nationalId, (entry) => ({
    ...entry,
    mobile: { value: "+4740000111", updatedAt: new Date(), verifiedAt: new Date(), validatedAt: null },
  }));
  await first.update.press();
  await expect(first.mobile.card).toContainText("400 00 111");
  await second.update.press();
  await expect(second.update.result).toContainText("Du oppdaterte nettopp.");
  await expect(second.mobile.card).toContainText("400 00 111");
  await expect(second.mobile.card).not.toContainText("400 00 011");
});

test("P6: a press on «Oppdater» while it runs is not a second one", async ({ page, portal }) => {
  const { krr, school } = portal.world;
  const { update } = await openMinProfil(page, personIn(portal.world, "delt-epost-mor"));
  const before = krr.calls.personer;
  school.faults.set({ latency: 300 });
  await update.button.dblclick();
  await expect(update.result).toHaveText("Ingenting er endret siden sist.");
  expect(krr.calls.personer).toBe(before + 1);
});
