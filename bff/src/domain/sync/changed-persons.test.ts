import { describe, expect, it } from "vitest";
import { NOT_REGISTERED } from "../krr-person.ts";
import type { KrrPerson } from "../krr-person.ts";
import { NationalId } from "../national-id.ts";
import { judgeChanges, lastOnEach } from "./changed-persons.ts";
import { EMPTY_TALLY, type FieldResult } from "./tally.ts";
import { member } from "./testing/members.ts";

const DELETED: KrrPerson = { ...NOT_REGISTERED, status: "deleted" };
const ACTIVE: KrrPerson = { ...NOT_REGISTERED, status: "active" };
const { nationalId } = member();
/** The same number, as another answer brings it. */
const again = (): NationalId => NationalId.parse(nationalId.reveal()) ?? nationalId;

describe("several entries on one person", () => {
  it("count by the last one", () => {
    const entries = [ACTIVE, DELETED].map((word) => ({ nationalId: again(), word }));
    expect([...lastOnEach(entries).values()].map(({ word }) => word)).toEqual([DELETED]);
  });

  it("are no word at all where the last one cannot be used", () => {
    const entries = [ACTIVE, null].map((word) => ({ nationalId: again(), word }));
    expect([...lastOnEach(entries).values()].map(({ word }) => word)).toEqual([null]);
  });
});

const page = (held: number, email: Partial<Record<FieldResult, number>>, mobile: typeof email = {}) =>
  judgeChanges({ ...EMPTY_TALLY, held, fields: { email, mobile } });

describe("a page of changes is stopped", () => {
  it("where it would change or empty more than 25 fields and more than half of what it holds", () => {
    expect(page(51, { changed: 20 }, { emptied: 6 })).toBe("too-many-changes");
  });

  it.each([
    ["few, whatever their share", 25, { emptied: 25 }],
    ["many, and half of what it holds", 52, { changed: 26 }],
    ["filled or confirmed", 30, { filled: 100, confirmed: 30 }],
  ])("and not where they are %s", (_what, held, fields) => {
    expect(page(held, fields)).toBeNull();
  });
});
