import { expectAccessible, expectNoSidewaysScroll } from "./accessible.ts";
import { misfitsOn } from "./fit.ts";
import { minProfil, openMinProfil } from "./pages/min-profil.ts";
import { personIn } from "./people.ts";
import { expect, test } from "./portal.ts";

test("whoever makes a register fail on the switchboard sees the page cope, and puts it right again", async ({
  page,
  portal,
}) => {
  const profile = await openMinProfil(page, personIn(portal.world, "utenlandsk"));
  await page.goto(portal.world.switchboard.origin);
  const school = page.getByRole("region", { name: "Visma Flyt Skole" });
  await expect(school).toContainText("I orden");
  await school.getByLabel("Hva skal gå galt?").selectOption("Halvt svar som ser helt ut");
  await school.getByRole("button", { name: "La det gå galt" }).click();
  await expect(school).toContainText("Nå: Halvt svar som ser helt ut.");
  await expect(page).toHaveTitle("Feil hos 1 av 6 – Bryterpanel");
  await profile.open();
  await expect(profile.content).toContainText(
    /Skolen svarer ikke akkurat nå\. Du ser det vi fikk i dag kl\./,
  );
  await page.goto(portal.world.switchboard.origin);
  await expect(school).toContainText(/\d+ traff en feil/);
  await school.getByRole("button", { name: "Alt i orden igjen" }).click();
  await expect(school).toContainText("I orden");
  await profile.open();
  await expect(minProfil(page).mobile.holders).toHaveText(["Skolen", "Barnehagen"]);
  await expect(profile.content).not.toContainText("svarer ikke akkurat nå");
});

test("the switchboard can be read and used on every screen, in light and dark", async ({ page, portal }) => {
  const { world } = portal;
  world.idporten.faults.set({ latency: 5, callback: { state: null } });
  world.school.faults.set({ status: 503, retryAfter: 10, only: "reads", times: 3 });
  await fetch(`${world.school.origin}/v1/capabilities`);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(world.switchboard.origin);
    await page.getByText("1 forespørsel, 1 traff en feil").click();
    await expectNoSidewaysScroll(page);
    expect(await misfitsOn(page)).toEqual([]);
    await expectAccessible(page);
  }
});
