import type { Stage } from "./state.ts";

// The portal asks a register once in ten minutes what it takes, so that only a new one hears of a change at once.

/** The registers take nothing, and the portal knows it from the start. */
export async function startReadOnly({ world, restart }: Stage): Promise<void> {
  for (const register of [world.school, world.kindergarten]) register.faults.set({ readOnly: true });
  await restart();
}

/** The registers take everything again, and no portal is left that has heard otherwise. */
export async function startWritable({ world, restart }: Stage): Promise<void> {
  for (const register of [world.school, world.kindergarten]) register.faults.clear();
  await restart();
}
