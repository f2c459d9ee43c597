import { describe, expect, test } from "vitest";
import { applyOverlay, type OverlayEntry } from "./apply-overlay.ts";
import { EMAIL, field, fromKrr, MOBILE, monthsAgo, record } from "./testing/examples.ts";

const ENTRY: OverlayEntry = {
  matches: true,
  updatedAt: monthsAgo(5),
  verifiedAt: monthsAgo(2),
  fetchedAt: monthsAgo(1),
};
const TOLD = { origin: "unknown" } as const;
const HELD = record({ mobile: field("912 34 567", TOLD), email: field(EMAIL, TOLD) });

describe("a field that something is remembered of", () => {
  test("is KRR's with the dates of then while it holds the value that was written", () => {
    expect(applyOverlay(HELD, { mobile: ENTRY }).contact.mobile).toEqual({
      value: "912 34 567",
      origin: "krr",
      originUpdatedAt: ENTRY.updatedAt,
      originVerifiedAt: ENTRY.verifiedAt,
      fetchedAt: ENTRY.fetchedAt,
      optedOut: false,
    });
  });

  test("is typed by hand once it holds another one, and no older than anything", () => {
    const { mobile } = applyOverlay(HELD, { mobile: { ...ENTRY, matches: false } }).contact;
    expect(mobile).toEqual(field("912 34 567"));
  });

  test("is nobody's once it is empty", () => {
    const emptied = record({ mobile: field("  ", TOLD) });
    expect(applyOverlay(emptied, { mobile: { ...ENTRY, matches: false } })).toEqual(emptied);
  });

  test("keeps its opt-out", () => {
    const optedOut = record({ mobile: field(MOBILE, { ...TOLD, optedOut: true }) });
    const { mobile } = applyOverlay(optedOut, { mobile: ENTRY }).contact;
    expect(mobile).toMatchObject({ origin: "krr", optedOut: true });
  });
});

test("a field that nothing is remembered of stays as the register tells it", () => {
  expect(applyOverlay(HELD, {})).toEqual(HELD);
  expect(applyOverlay(HELD, { mobile: ENTRY }).contact.email).toEqual(HELD.contact.email);
  const told = record({ mobile: fromKrr(MOBILE) });
  expect(applyOverlay(told, {})).toEqual(told);
});
