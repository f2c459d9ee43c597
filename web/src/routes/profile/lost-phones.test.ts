import type { WorkPhoneOutcome } from "@foresattportal/shared/contract/work-phone.ts";
import { expect, test } from "vitest";
import { NETWORK_FAILURE } from "../../api/answer.ts";
import { EXAMPLES } from "./example-profiles.ts";
import { lostPhones } from "./lost-phones.ts";
import type { KeptPhone, WorkPhoneDone, WorkPhoneTask } from "./use-work-phone.ts";

const SCHOOLS: KeptPhone = { phone: "+4722000001", systems: ["skole"] };
const KINDERGARTENS: KeptPhone = { phone: "+4722000002", systems: ["barnehage"] };
const BOTH = [SCHOOLS, KINDERGARTENS];

function removal(systems: readonly string[] | "all" = "all"): WorkPhoneTask {
  return { kind: "remove", systems, kept: BOTH };
}

/** A step with what came of it per register. */
function step(task: WorkPhoneTask, outcomes: Record<string, WorkPhoneOutcome["outcome"]>): WorkPhoneDone {
  const systems = Object.entries(outcomes).map(([systemId, outcome]) => ({ systemId, outcome }));
  return { task, answer: { ok: true, data: { systems, profile: EXAMPLES.inOrder } } };
}

/** A step whose answer never came. */
function unanswered(task: WorkPhoneTask): WorkPhoneDone {
  return { task, answer: NETWORK_FAILURE };
}

const HALF_REMOVED = step(removal(), { skole: "changed", barnehage: "failed" });

test("what a removal took away can be put back, and nothing that is still there", () => {
  expect(lostPhones([HALF_REMOVED])).toEqual([SCHOOLS]);
});

test("a retry adds what it took away to what was lost before", () => {
  const retried = step(removal(["barnehage"]), { barnehage: "changed" });
  expect(lostPhones([HALF_REMOVED, retried])).toEqual(BOTH);
});

test.each([
  ["was not answered", unanswered(removal(["barnehage"]))],
  ["failed again", step(removal(["barnehage"]), { barnehage: "failed" })],
])("a retry that %s loses nothing of what was lost before", (_how, retried) => {
  expect(lostPhones([HALF_REMOVED, retried])).toEqual([SCHOOLS]);
});

test("a register that has nothing any more after a lost answer has lost the number that the page knew there", () => {
  const again = step(removal(), { skole: "up-to-date", barnehage: "up-to-date" });
  expect(lostPhones([unanswered(removal()), again])).toEqual(BOTH);
});

test("a register of which the page knew no number has lost none", () => {
  const task = { kind: "remove", systems: "all", kept: [SCHOOLS] } as const;
  expect(lostPhones([step(task, { skole: "changed", barnehage: "up-to-date" })])).toEqual([SCHOOLS]);
});

test("what was put back is lost no longer, and the rest still is", () => {
  const removed = step(removal(), { skole: "changed", barnehage: "changed" });
  const restore = { kind: "restore", kept: BOTH } as const;
  const half = step(restore, { skole: "changed", barnehage: "failed" });
  expect(lostPhones([removed, half])).toEqual([KINDERGARTENS]);
  expect(lostPhones([removed, half, unanswered(restore)])).toEqual([KINDERGARTENS]);
  expect(lostPhones([removed, step(restore, { skole: "changed", barnehage: "up-to-date" })])).toEqual([]);
});

test("a register that has got another number since is not given the old one", () => {
  const saved = step({ kind: "save", phone: "+4722000003", systems: "all" }, { skole: "changed" });
  expect(lostPhones([HALF_REMOVED, saved])).toEqual([]);
});

test("of two removals in one register the last number is put back", () => {
  const newer: KeptPhone = { phone: "+4722000003", systems: ["skole"] };
  const again = step({ kind: "remove", systems: "all", kept: [newer] }, { skole: "changed" });
  expect(lostPhones([HALF_REMOVED, again])).toEqual([newer]);
});
