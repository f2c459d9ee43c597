import { call, command, type LifeCycleCommand } from "./browser-commands.ts";
import { passMinutes, rotate } from "./outside-commands.ts";

/** Uses a session every 25 minutes, so often: an hour that single commands would take long to come upon. */
export function busy(browser: number, process: number, times: number): LifeCycleCommand {
  return command(`busy(browser ${browser}, by ${process}, ${times} times)`, async (model, portals) => {
    for (let time = 0; time < times; time += 1) {
      await passMinutes(25).run(model, portals);
      await call(browser, process, "prolong").run(model, portals);
    }
  });
}

/** A whole change of keys, with each browser in use at every step, as far as sessions let the old key go. */
export function changeKeys(process: number): LifeCycleCommand {
  return command(`changeKeys(used by ${process})`, async (model, portals) => {
    for (let step = 0; step < 6; step += 1) {
      if (rotate().check(model)) await rotate().run(model, portals);
      await passMinutes(1).run(model, portals);
      for (const browser of model.jars.keys()) await call(browser, process, "prolong").run(model, portals);
    }
  });
}
