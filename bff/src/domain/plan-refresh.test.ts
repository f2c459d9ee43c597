import { expect, test } from "vitest";
import { planRefresh } from "./plan-refresh.ts";
import { NOW } from "./testing/arbitraries.ts";
import {
  channel,
  field,
  heldIn,
  KINDERGARTEN,
  krrPerson,
  MOBILE,
  record,
  SCHOOL,
} from "./testing/examples.ts";

const KRR = krrPerson({ mobile: channel(MOBILE) });
const HELD = record({ mobile: field("40612345") });
const MOBILE_WRITE = expect.objectContaining({ write: expect.objectContaining({ value: MOBILE }) });

test("plans every record of every register, duplicates too", () => {
  const twice = [HELD, { ...HELD, personId: "fs-2" }].map((each) => heldIn(SCHOOL, each));
  const plans = planRefresh([...twice, heldIn(KINDERGARTEN, HELD)], () => KRR, NOW);
  expect(plans.map(({ register, record: { personId } }) => [register.id, personId])).toEqual([
    ["flyt-skole", "fs-1"],
    ["flyt-skole", "fs-2"],
    ["flyt-barnehage", "fs-1"],
  ]);
  for (const { fields } of plans) expect(fields).toContainEqual(MOBILE_WRITE);
});

test("leaves out the registers of a municipality that got no answer from KRR", () => {
  const elsewhere = { ...KINDERGARTEN, municipality: { orgNumber: "920000008", name: "Nabo kommune" } };
  const plans = planRefresh(
    [heldIn(SCHOOL, HELD), heldIn(elsewhere, HELD)],
    ({ register }) => (register.municipality.orgNumber === "920000008" ? null : KRR),
    NOW,
  );
  expect(plans.map(({ register }) => register.id)).toEqual(["flyt-skole"]);
});

test("keeps to what each register's own municipality allows", () => {
  const compared = { ...KINDERGARTEN, krrMode: "verify-only" as const };
  const [school, kindergarten] = planRefresh([heldIn(SCHOOL, HELD), heldIn(compared, HELD)], () => KRR, NOW);
  expect(school?.fields).toContainEqual(MOBILE_WRITE);
  expect(kindergarten?.fields).toContainEqual({ field: "mobile", skip: "verify-only" });
});

test("keeps to what each register lets us write", () => {
  const readOnly = {
    ...heldIn(SCHOOL, HELD),
    capabilities: { writable: new Set(["email"] as const), holdsOrigin: true, holdsOptOut: true },
  };
  const [plan] = planRefresh([readOnly], () => KRR, NOW);
  expect(plan?.fields).toContainEqual({ field: "mobile", skip: "read-only" });
});
