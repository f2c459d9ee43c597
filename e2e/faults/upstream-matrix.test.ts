import { describe, expect, test } from "vitest";
import { FAULT_KINDS } from "./upstream-kinds.ts";
import { IN_TIME, PAGE_WITHIN_MS, seenOf, SYSTEMS, watchPage, WELL } from "./watched-page.ts";

describe.each(SYSTEMS)("while %s", (system) => {
  const watched = watchPage();

  test.each(FAULT_KINDS)(
    "$name, the page shows in time what is known, asks at most twice, and is whole again after it (UP1, UP2, UP11)",
    IN_TIME,
    async ({ fault, remains }) => {
      const asked = watched.target().world[system].requests.total;
      watched.target().world[system].faults.set(fault);
      const begun = performance.now();
      expect(await watched.sources()).toEqual({ ...WELL, [system]: seenOf(system, remains) });
      expect(performance.now() - begun).toBeLessThan(PAGE_WITHIN_MS);
      expect(watched.target().world[system].requests.total - asked).toBeLessThanOrEqual(2);
      watched.target().world[system].faults.clear();
      await watched.untilWell();
    },
  );
});
