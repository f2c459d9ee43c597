import { describe, expect, test } from "vitest";
import { FAULT_KINDS } from "./upstream-kinds.ts";
import { IN_TIME, PAGE_WITHIN_MS, seenOf, SYSTEMS, watchPage } from "./watched-page.ts";

/** So short that every question needs a token of its own, and Maskinporten is asked each time. */
const SHORT_TOKENS = { tokenLifetime: 10 };

describe("while Maskinporten", () => {
  const watched = watchPage(SHORT_TOKENS);

  test.each(FAULT_KINDS)(
    "$name, the page shows in time what is known, and is whole again after it (UP1, UP11)",
    IN_TIME,
    async ({ fault, remains }) => {
      const { faults } = watched.target().world.maskinporten;
      faults.set({ ...SHORT_TOKENS, ...fault });
      const begun = performance.now();
      const seen = await watched.sources();
      expect(performance.now() - begun).toBeLessThan(PAGE_WITHIN_MS);
      const expected = Object.fromEntries(SYSTEMS.map((system) => [system, seenOf(system, remains)]));
      expect(seen).toEqual(expected);
      faults.set(SHORT_TOKENS);
      await watched.untilWell();
    },
  );
});
