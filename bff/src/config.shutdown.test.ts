import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, PRODUCTION } from "./testing/environments.ts";

describe("how the process ends", () => {
  test("in production a load balancer gets five seconds to look away, elsewhere nobody is waited for (HE4)", () => {
    expect(configOf(PRODUCTION).shutdown).toEqual({ delaySeconds: 5, deadlineSeconds: 20 });
    expect(configOf(DEMO).shutdown).toEqual({ delaySeconds: 0, deadlineSeconds: 20 });
  });

  test("both can be told", () => {
    const told = { SHUTDOWN_DELAY_SECONDS: "10", SHUTDOWN_DEADLINE_SECONDS: "45" };
    expect(configOf({ ...PRODUCTION, ...told }).shutdown).toEqual({ delaySeconds: 10, deadlineSeconds: 45 });
  });

  test.each(["-1", "1.5", "301", "soon"])("%s is no number of seconds", (value) => {
    expect(faultsOf({ ...DEMO, SHUTDOWN_DELAY_SECONDS: value })).toEqual([
      "SHUTDOWN_DELAY_SECONDS must be whole seconds from 0 to 300",
    ]);
  });

  test("a deadline within the delay is refused, since no request would be finished (HE6)", () => {
    const fault = "SHUTDOWN_DEADLINE_SECONDS must be longer than SHUTDOWN_DELAY_SECONDS";
    expect(faultsOf({ ...DEMO, SHUTDOWN_DELAY_SECONDS: "20" })).toEqual([fault]);
    expect(faultsOf({ ...PRODUCTION, SHUTDOWN_DEADLINE_SECONDS: "5" })).toEqual([fault]);
  });
});
