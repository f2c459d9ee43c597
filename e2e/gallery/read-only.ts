import { minProfil } from "../journeys/pages/min-profil.ts";
import type { Stage } from "./state.ts";

const MINUTE = 60_000;

/** The portal asks a register every ten minutes what it takes. */
const UNTIL_ASKED_AGAIN = 11 * MINUTE;

async function reloadAt({ page, setClockAhead }: Stage, ahead: number): Promise<void> {
  await setClockAhead(ahead);
  await page.reload();
  await minProfil(page).verdict.waitFor();
}

/** The registers take nothing any more, and the portal has heard of it. */
export async function becomeReadOnly(stage: Stage): Promise<void> {
  for (const register of [stage.world.school, stage.world.kindergarten])
    register.faults.set({ readOnly: true });
  await reloadAt(stage, UNTIL_ASKED_AGAIN);
}

/** The portal hears that the registers take everything again. */
export async function becomeWritable(stage: Stage): Promise<void> {
  for (const register of [stage.world.school, stage.world.kindergarten]) register.faults.clear();
  await stage.page.unrouteAll();
  await reloadAt(stage, 2 * UNTIL_ASKED_AGAIN);
}
