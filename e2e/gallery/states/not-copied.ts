import { openMinProfil } from "../../journeys/pages/min-profil.ts";
import { personIn } from "../../journeys/people.ts";
import { startWritable } from "../read-only.ts";
import type { State } from "../state.ts";

/** What is shown where kontaktregisteret's values do not come to the registers, or not to all, or are not told. */
export const notCopied: readonly State[] = [
  {
    id: "krr-off",
    title: "The municipality does not look up in kontaktregisteret",
    shows: ["P12"],
    tells: ["krr off"],
    open: async ({ page, world, restart }) => {
      await restart({ KRR_MODE: "off" });
      const { verdict } = await openMinProfil(page, personIn(world, "ulik"));
      await verdict.waitFor();
    },
    leave: ({ restart }) => restart(),
  },
  {
    id: "refresh-verify-only",
    title: "The municipality compares and does not copy",
    shows: ["P6", "P7"],
    tells: ["field verify-only"],
    open: async ({ page, world, restart }) => {
      await restart({ KRR_MODE: "verify-only" });
      const { update } = await openMinProfil(page, personIn(world, "ulik"));
      await update.press();
      await update.sentences.first().waitFor();
    },
    leave: ({ restart }) => restart(),
  },
  {
    id: "half-taken",
    title: "One system takes nothing from kontaktregisteret",
    shows: ["P4", "P7"],
    open: async ({ page, world, restart }) => {
      world.kindergarten.faults.set({ readOnly: true });
      await restart();
      const { verdict } = await openMinProfil(page, personIn(world, "uten-epost"));
      await verdict.waitFor();
    },
    leave: startWritable,
  },
  {
    id: "withheld",
    title: "Kontaktregisteret withholds what has expired",
    shows: ["P13", "P23"],
    open: async ({ page, world }) => {
      world.krr.switches.filterExpired = true;
      const { verdict } = await openMinProfil(page, personIn(world, "utlopt-begge"));
      await verdict.waitFor();
    },
  },
];
