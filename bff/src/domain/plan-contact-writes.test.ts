import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { describe, expect, test } from "vitest";
import type { Capabilities, ContactField, ContactRecord } from "./contact-record.ts";
import type { KrrPerson } from "./krr-person.ts";
import { planContactWrites, type FieldPlan, type WritePolicy } from "./plan-contact-writes.ts";
import { NOW } from "./testing/arbitraries.ts";
import { channel, EMAIL, field, fromKrr, krrPerson, MOBILE, monthsAgo, record } from "./testing/examples.ts";

const OTHER = "+4740612345";
const WRITE: WritePolicy = { krrMode: "write", capabilities: null };
const KRR = krrPerson({ mobile: channel(MOBILE), email: channel(EMAIL) });

function planFor(
  name: Channel,
  held: ContactRecord,
  krr: KrrPerson,
  policy: WritePolicy = WRITE,
): FieldPlan | undefined {
  return planContactWrites(held, krr, policy, NOW).find((plan) => plan.field === name);
}

function mobilePlan(held: ContactField, krr: KrrPerson = KRR, policy: WritePolicy = WRITE) {
  return planFor("mobile", record({ mobile: held }), krr, policy);
}

const skipped = (skip: string) => ({ field: "mobile", skip });
const written = (value: string | null) => ({
  field: "mobile",
  write: expect.objectContaining({ field: "mobile", value, origin: "krr" }),
});

describe("a value in KRR", () => {
  test("replaces another that was typed by hand", () => {
    expect(mobilePlan(field(OTHER))).toEqual(written(MOBILE));
  });

  test("fills a gap", () => {
    expect(mobilePlan(field(null))).toEqual(written(MOBILE));
    expect(mobilePlan(field("   "))).toEqual(written(MOBILE));
  });

  test("replaces what reaches nobody", () => {
    expect(mobilePlan(field("ring mor"))).toEqual(written(MOBILE));
  });

  test("takes over as origin where the register holds the same value, however written", () => {
    expect(mobilePlan(field("912 34 567"))).toEqual(written(MOBILE));
  });

  test("is written with both of its dates", () => {
    const [updatedAt, verifiedAt] = [monthsAgo(5), monthsAgo(1)];
    const krr = krrPerson({ mobile: channel(MOBILE, { updatedAt, verifiedAt }) });
    expect(mobilePlan(field(null), krr)).toEqual({
      field: "mobile",
      write: {
        field: "mobile",
        value: MOBILE,
        origin: "krr",
        originUpdatedAt: updatedAt,
        originVerifiedAt: verifiedAt,
      },
    });
  });

  test("is written in E.164, and an e-mail address as the citizen spells it", () => {
    const krr = krrPerson({ mobile: channel("0047 912 34 567"), email: channel(" Kari@Example.no ") });
    const plans = planContactWrites(record(), krr, WRITE, NOW);
    expect(plans.map((plan) => "write" in plan && plan.write.value)).toEqual([MOBILE, "Kari@Example.no"]);
  });

  test("is not written again where it already stands", () => {
    expect(mobilePlan(fromKrr("912 34 567"))).toEqual(skipped("up-to-date"));
  });

  test("is written again where the citizen has confirmed it since", () => {
    const krr = krrPerson({ mobile: channel(MOBILE, { verifiedAt: monthsAgo(1) }) });
    expect(mobilePlan(fromKrr(MOBILE), krr)).toEqual(written(MOBILE));
  });

  test("is not written again for the milliseconds that a register dropped", () => {
    const updatedAt = new Date("2026-08-05T10:45:15.768Z");
    const krr = krrPerson({ mobile: channel(MOBILE, { updatedAt }) });
    const held = fromKrr(MOBILE, { originUpdatedAt: new Date("2026-08-05T10:45:15.000Z") });
    expect(mobilePlan(held, krr)).toEqual(skipped("up-to-date"));
  });

  test("is planned by the same rules where the portal remembers what the register cannot hold", () => {
    const policy = { krrMode: "write", capabilities: capabilities({ holdsOrigin: false }) } as const;
    expect(mobilePlan(field(MOBILE), KRR, policy)).toEqual(written(MOBILE));
    expect(mobilePlan(field(OTHER), KRR, policy)).toEqual(written(MOBILE));
    expect(mobilePlan(fromKrr(MOBILE), KRR, policy)).toEqual(skipped("up-to-date"));
  });

  test("is not written where nobody can be reached by it", () => {
    expect(mobilePlan(field(OTHER), krrPerson({ mobile: channel("ukjent") }))).toEqual(
      skipped("krr-invalid"),
    );
  });
});

describe("a value that has expired in KRR", () => {
  const expired = krrPerson({ mobile: channel(MOBILE, { updatedAt: monthsAgo(19) }) });

  test("does not displace what somebody typed", () => {
    expect(mobilePlan(field(OTHER), expired)).toEqual(skipped("krr-expired"));
  });

  test("fills a gap all the same", () => {
    expect(mobilePlan(field(null), expired)).toEqual(written(MOBILE));
  });

  test("replaces an older one that came from KRR", () => {
    expect(mobilePlan(fromKrr(OTHER), expired)).toEqual(written(MOBILE));
  });

  test("expires on its own, not with the other channel", () => {
    const krr = krrPerson({
      mobile: channel(MOBILE, { updatedAt: monthsAgo(19) }),
      email: channel(EMAIL, { updatedAt: monthsAgo(1) }),
    });
    const held = record({ mobile: field(OTHER), email: field("gammel@example.no") });
    expect(planFor("mobile", held, krr)).toEqual(skipped("krr-expired"));
    expect(planFor("email", held, krr)).toMatchObject({ write: { value: EMAIL } });
  });

  test("displaces again once the citizen has confirmed it", () => {
    const krr = krrPerson({
      mobile: channel(MOBILE, { updatedAt: monthsAgo(40), verifiedAt: monthsAgo(2) }),
    });
    expect(mobilePlan(field(OTHER), krr)).toEqual(written(MOBILE));
  });
});

describe("where KRR has nothing", () => {
  test.each<[string, KrrPerson]>([
    ["the channel is empty", krrPerson({ email: channel(EMAIL) })],
    ["the person is not registered", krrPerson({}, { status: "not-registered" })],
    ["the person is deleted", krrPerson({}, { status: "deleted" })],
  ])("a typed value stays: %s", (_why, krr) => {
    expect(mobilePlan(field(MOBILE), krr)).toEqual(skipped("krr-has-nothing"));
  });

  test("a value from KRR goes when the person is deleted there (R-23)", () => {
    expect(mobilePlan(fromKrr(MOBILE), krrPerson({}, { status: "deleted" }))).toEqual(written(null));
  });

  test.each<[string, KrrPerson]>([
    ["the person is not registered", krrPerson({}, { status: "not-registered" })],
    ["only the channel is empty", krrPerson()],
  ])("a value from KRR stays: %s", (_why, krr) => {
    expect(mobilePlan(fromKrr(MOBILE), krr)).toEqual(skipped("krr-has-nothing"));
  });

  test("a value from KRR that is opted out stays when the person is deleted", () => {
    const held = fromKrr(MOBILE, { optedOut: true });
    expect(mobilePlan(held, krrPerson({}, { status: "deleted" }))).toEqual(skipped("opted-out"));
  });
});

describe("what is not to be written", () => {
  test("a field that the register keeps by hand (N7)", () => {
    expect(mobilePlan(field(OTHER, { optedOut: true }))).toEqual(skipped("opted-out"));
  });

  test("a field that is empty on purpose (N9)", () => {
    expect(mobilePlan(field(null, { optedOut: true }))).toEqual(skipped("blocked"));
  });

  test("a field that the register does not let us write", () => {
    const policy = {
      krrMode: "write",
      capabilities: capabilities({ writable: new Set(["email"]) }),
    } as const;
    expect(mobilePlan(field(OTHER), KRR, policy)).toEqual(skipped("read-only"));
  });

  test("any field where the municipality only compares (N14)", () => {
    expect(mobilePlan(field(OTHER), KRR, { krrMode: "verify-only", capabilities: null })).toEqual(
      skipped("verify-only"),
    );
  });

  test.each(["inactive", "dead", "unknown"] as const)("any field of a person who is %s", (status) => {
    const held = record({ mobile: field(OTHER) }, { status });
    expect(planFor("mobile", held, KRR)).toEqual(skipped("not-active"));
  });
});

test("who has moved is kept up to date", () => {
  expect(planFor("mobile", record({ mobile: field(OTHER) }, { status: "moved" }), KRR)).toEqual(
    written(MOBILE),
  );
});

test("reservation against digital letters stops no update (A.9)", () => {
  const krr = krrPerson({ mobile: channel(MOBILE) }, { reserved: true });
  expect(mobilePlan(field(OTHER), krr)).toEqual(written(MOBILE));
});

function capabilities(more: Partial<Capabilities>): Capabilities {
  return {
    writable: new Set(["email", "mobile", "workPhone"]),
    holdsOrigin: true,
    holdsOptOut: true,
    ...more,
  };
}

test.each(["00000000", "12345678", "22 00 00 01"])(
  "KRR's «%s» takes no message and replaces nothing",
  (text) => {
    const krr = krrPerson({ mobile: channel(text) });
    expect(mobilePlan(field(OTHER), krr)).toEqual(skipped("krr-invalid"));
  },
);
