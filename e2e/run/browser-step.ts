import { installBrowser } from "./browser-install.ts";
import { findBrowser } from "./browser.ts";
import { Obstacle } from "./ports.ts";
import type { Step } from "./step.ts";
import { playwrightStep, type Place } from "./test-steps.ts";

/**
 * What happens in a real browser, which is found or installed when its turn has come, so that a red check is not kept
 * waiting by an install.
 *
 * @param projects of playwright.config.ts; all of them unless told.
 */
export function browserStep(name: string, place: Place, projects: readonly string[] = []): Step {
  return {
    name,
    async run(end) {
      try {
        const browser = findBrowser() ?? (await installBrowser(place.root, end));
        return await playwrightStep({ name, browser, projects }, place).run(end);
      } catch (error) {
        if (!(error instanceof Obstacle)) throw error;
        return { passed: 0, failed: 1, skipped: 0, output: error.message };
      }
    },
  };
}
