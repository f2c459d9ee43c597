import { expect, test } from "vitest";
import type { RateLimitUse } from "../ports/rate-limits.ts";
import { tellingLimits } from "./telling-limits.ts";

test("every use beyond a limit is told, and the answer is the limit's own", async () => {
  const told: string[] = [];
  const answers: RateLimitUse[] = [
    { allowed: true },
    { allowed: false, retryAt: new Date(0), first: true },
    { allowed: false, retryAt: new Date(0), first: false },
  ];
  const left = [...answers];
  const limits = tellingLimits({ use: () => Promise.resolve(left.shift() ?? { allowed: true }) }, (limit) =>
    told.push(limit),
  );
  const got = [];
  for (let use = 0; use < 3; use += 1) got.push(await limits.use("profile", "key"));
  expect(got).toEqual(answers);
  expect(told).toEqual(["profile", "profile"]);
});
