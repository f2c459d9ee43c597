import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactField } from "../contact-record.ts";
import { planContactWrites } from "../plan-contact-writes.ts";
import { contactRecord, NOW } from "../testing/arbitraries.ts";
import { channel, EMAIL, field, krrPerson, MOBILE } from "../testing/examples.ts";
import { seenAfterWrites } from "../testing/remembered.ts";
import { planSync, type PlannedChange, type SyncPlan, type SyncPolicy } from "./plan-sync.ts";
import type { Member } from "./population.ts";
import { anyMember, anyPage, anyPolicy, type Page } from "./testing/members.ts";
import { countOf, type Tally } from "./tally.ts";

const RUNS = { numRuns: 500 };
const CHANGES = ["changed", "filled", "emptied", "confirmed"] as const;
const WORD = krrPerson({ mobile: channel(MOBILE), email: channel(EMAIL) });
const BLOCKED = { mobile: field(null, { optedOut: true }), email: field(" ", { optedOut: true }) };
const OPTED_OUT = { mobile: field(MOBILE, { optedOut: true }), email: field(EMAIL, { optedOut: true }) };

function plan({ members, words }: Page, policy: SyncPolicy): SyncPlan {
  return planSync(members, words, policy, NOW);
}

/** Checks every change that the plan of any page holds, with the member it is about. */
function expectEveryChange(
  promise: (change: PlannedChange, member: Member, page: Page, policy: SyncPolicy) => void,
): void {
  // A promise about every change is worth nothing where no change was seen.
  expect.hasAssertions();
  fc.assert(
    fc.property(anyPage, anyPolicy, (page, policy) => {
      for (const { personId, changes } of plan(page, policy).writes) {
        const member = page.members.find(({ record }) => record.personId === personId);
        if (member === undefined) throw new Error("a write to nobody");
        for (const change of changes) promise(change, member, page, policy);
      }
    }),
    RUNS,
  );
}

function isExcepted({ protection }: Member, { exceptedGrades }: SyncPolicy): boolean {
  return protection !== null && exceptedGrades.has(protection);
}

describe("one plan, two doors", () => {
  test("each member is written what «Oppdater» would write to her, and nothing else", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const { writes } = plan(page, policy);
        const wanted = page.members.flatMap((member, index) => {
          const word = page.words[index] ?? null;
          if (word === null || isExcepted(member, policy)) return [];
          const { record, nationalId } = member;
          const changes = planContactWrites(record, word, policy, NOW).flatMap((each) =>
            "write" in each ? [each.write] : [],
          );
          return changes.length === 0
            ? []
            : [{ personId: record.personId, etag: record.etag, nationalId, changes }];
        });
        expect(
          writes.map((write) => ({ ...write, changes: write.changes.map(({ change }) => change) })),
        ).toEqual(wanted);
        for (const [index, { nationalId }] of writes.entries())
          expect(nationalId).toBe(wanted[index]?.nationalId);
      }),
      RUNS,
    );
  });

  test("the plan for many is the plans for each", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const alone = page.members.flatMap(
          (member, index) =>
            plan({ members: [member], words: page.words.slice(index, index + 1) }, policy).writes,
        );
        expect(plan(page, policy).writes).toEqual(alone);
      }),
    );
  });
});

describe("what is planned for any population", () => {
  test("N7: never writes to a field that is opted out", () => {
    expectEveryChange(({ change }, { record }) => expect(record.contact[change.field].optedOut).toBe(false));
  });

  test("N9: never writes to a field that is left empty on purpose, whatever KRR has", () => {
    const blocked = anyPage.map(({ members, words }): Page => ({
      words,
      members: members.map((each) => withFields(each, BLOCKED)),
    }));
    fc.assert(
      fc.property(blocked, anyPolicy, (page, policy) => {
        const { writes, tally } = plan(page, policy);
        expect(writes).toEqual([]);
        expect(countOf(tally, CHANGES)).toBe(0);
      }),
      RUNS,
    );
  });

  test("N11: never blanks a value that was typed by hand", () => {
    expectEveryChange(({ change }, { record }) => {
      if (change.value !== null) return;
      expect(record.contact[change.field].origin).toBe("krr");
    });
  });

  test("N11: blanks only where KRR has deleted the person", () => {
    expectEveryChange(({ change }, member, { members, words }) => {
      if (change.value !== null) return;
      expect(words[members.indexOf(member)]?.status).toBe("deleted");
    });
  });

  test("N8: a write holds contact points and where they are from, and nothing else of a person", () => {
    const allowed = new Set(["field", "value", "origin", "originUpdatedAt", "originVerifiedAt"]);
    expectEveryChange(({ change }) => {
      expect(Object.keys(change).filter((key) => !allowed.has(key))).toEqual([]);
      expect(CHANNELS).toContain(change.field);
      expect(change.origin).toBe("krr");
    });
  });

  test("N8: neither a role nor a name makes a difference to what is written", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, contactRecord, (page, policy, other) => {
        const renamed = page.members.map((each): Member => {
          const { name, roles } = other;
          return { ...each, record: { ...each.record, name, roles } };
        });
        expect(plan({ ...page, members: renamed }, policy)).toEqual(plan(page, policy));
      }),
    );
  });

  test("R-14: writes nothing to whoever has a grade that the municipality leaves out", () => {
    expectEveryChange((_change, member, _page, policy) => expect(isExcepted(member, policy)).toBe(false));
  });

  test("R-14: a grade that is not left out makes no difference", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const everybody = { ...policy, exceptedGrades: new Set<never>() };
        const unprotected = page.members.map((each): Member => ({ ...each, protection: null }));
        expect(plan(page, everybody)).toEqual(plan({ ...page, members: unprotected }, everybody));
      }),
    );
  });

  test("R-13: whoever is left out counts like one who opted out, so that no count tells of her", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, anyMember, (page, policy, extra) => {
        const tallyWith = (member: Member): Tally =>
          plan(
            { members: [member, ...page.members], words: [WORD, ...page.words] },
            { ...policy, exceptedGrades: new Set(["confidential"]) },
          ).tally;
        const leftOut = tallyWith({ ...extra, protection: "confidential" });
        expect(leftOut).toEqual(tallyWith({ ...withFields(extra, OPTED_OUT), protection: null }));
      }),
      RUNS,
    );
  });

  test("N14: where the municipality only compares, nothing is written and every difference counted", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const written = plan(page, { ...policy, krrMode: "write" }).tally;
        const compared = plan(page, { ...policy, krrMode: "verify-only" });
        expect(compared.writes).toEqual([]);
        for (const name of CHANNELS) {
          const { changed = 0, filled = 0, emptied = 0, confirmed = 0, ...others } = written.fields[name];
          const differences = changed + filled + emptied + confirmed;
          expect(compared.tally.fields[name]).toEqual({
            ...others,
            ...(differences > 0 && { "verify-only": differences }),
          });
        }
      }),
      RUNS,
    );
  });
});

describe("a second run", () => {
  const habits = fc.record({ holdsOrigin: fc.boolean(), dropsMilliseconds: fc.boolean() });

  test("SY3: plans nothing on the records as they stand after the first", () => {
    fc.assert(
      fc.property(anyPage, habits, ({ members, words }, habit) => {
        const policy = {
          krrMode: "write",
          capabilities: {
            writable: new Set(CHANNELS),
            holdsOrigin: habit.holdsOrigin,
            holdsOptOut: true,
          },
          exceptedGrades: new Set<never>(),
        } as const;
        const first = plan({ members, words }, policy);
        const written = members.map((each): Member => {
          const changes =
            first.writes.find(({ personId }) => personId === each.record.personId)?.changes ?? [];
          const stored = changes.map(({ change }) => change);
          return { ...each, record: seenAfterWrites(each.record, stored, habit, NOW) };
        });
        const second = plan({ members: written, words }, policy);
        expect(second.writes).toEqual([]);
        expect(countOf(second.tally, CHANGES)).toBe(0);
      }),
      RUNS,
    );
  });
});

describe("the tally of any plan", () => {
  test("counts each record once, and each of its fields once where KRR gave a word on it", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const { tally } = plan(page, policy);
        expect(tally.read).toBe(page.members.length);
        expect(tally.lookedUp).toBe(page.members.filter((_, index) => page.words[index] !== null).length);
        expect(tally.lookedUp + tally.notLookedUp).toBe(tally.read);
        for (const name of CHANNELS) expect(fieldsOf(tally, name)).toBe(tally.lookedUp);
      }),
      RUNS,
    );
  });

  test("counts a change for each that is planned, by what it does", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const { writes, tally } = plan(page, policy);
        const kinds = writes.flatMap(({ changes }) => changes.map(({ kind }) => kind));
        for (const kind of CHANGES)
          expect(countOf(tally, [kind])).toBe(kinds.filter((each) => each === kind).length);
      }),
      RUNS,
    );
  });

  test("counts no more changed or emptied than it counts held, so that a share is a share", () => {
    fc.assert(
      fc.property(anyPage, anyPolicy, (page, policy) => {
        const { tally } = plan(page, policy);
        expect(countOf(tally, ["changed", "emptied", "confirmed"])).toBeLessThanOrEqual(tally.held);
        expect(tally.held).toBeLessThanOrEqual(2 * tally.lookedUp);
      }),
      RUNS,
    );
  });
});

function fieldsOf(tally: Tally, name: Channel): number {
  return Object.values(tally.fields[name]).reduce((sum, count) => sum + count, 0);
}

/** The member, active and with these fields. */
function withFields(member: Member, fields: Record<Channel, ContactField>): Member {
  const { record } = member;
  return { ...member, record: { ...record, status: "active", contact: { ...record.contact, ...fields } } };
}
