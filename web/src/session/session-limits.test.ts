import { describe, expect, test } from "vitest";
import { limitsFrom, minutesLeft, phaseOf, WARNING_MS } from "./session-limits.ts";

const NOW = Date.parse("2026-11-22T09:00:00Z");
const MINUTE = 60_000;

function session(idleExpiresInSeconds: number, expiresInSeconds: number) {
  return limitsFrom(
    {
      user: { name: null, language: null },
      acr: "idporten-loa-high",
      idleExpiresInSeconds,
      expiresInSeconds,
    },
    NOW,
  );
}

describe("P16: what is told of a session", () => {
  test("is nothing until five minutes before its end", () => {
    expect(phaseOf(session(1800, 7200), NOW)).toEqual({ phase: "calm", warnIn: 25 * MINUTE });
    expect(phaseOf(session(1800, 7200), NOW + 25 * MINUTE - 1)).toEqual({ phase: "calm", warnIn: 1 });
  });

  test("is that it ends, and can be put off, in the last five minutes", () => {
    expect(phaseOf(session(1800, 7200), NOW + 25 * MINUTE)).toEqual({
      phase: "ending",
      fixed: false,
      left: WARNING_MS,
    });
  });

  test("is that it cannot be put off when its absolute end comes first", () => {
    expect(phaseOf(session(200, 200), NOW)).toEqual({ phase: "ending", fixed: true, left: 200_000 });
  });

  test("is why it ended", () => {
    expect(phaseOf(session(60, 7200), NOW + MINUTE)).toEqual({ phase: "over", reason: "session-idle" });
    expect(phaseOf(session(60, 60), NOW + MINUTE)).toEqual({ phase: "over", reason: "session-expired" });
  });

  test("holds also for a device that has slept", () => {
    expect(phaseOf(session(1800, 7200), NOW + 300 * MINUTE).phase).toBe("over");
  });
});

test.each([
  [5 * MINUTE, 5],
  [4 * MINUTE + 1, 5],
  [MINUTE, 1],
  [MINUTE - 1, 0],
  [0, 0],
])("counts %d ms as %d minutes", (left, minutes) => {
  expect(minutesLeft(left)).toBe(minutes);
});
