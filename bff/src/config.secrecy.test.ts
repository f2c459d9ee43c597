import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEMO, faultsOf, JWK, PRODUCTION, REGISTER, registers } from "./testing/environments.ts";

describe("no fault shows a value", () => {
  const SECRET = "s3cr3t-5up3r";
  const names = [
    ...Object.keys(PRODUCTION),
    "PSEUDONYM_KEY",
    "KRR_SCOPE",
    "ANSWER_COPY_HOURS",
    "SYNC_CRON",
    "ROLE",
    "LOG_LEVEL",
    "METRICS_PORT",
    "PORT",
  ];

  test.each(names)("of %s", (name) => {
    for (const text of [
      SECRET,
      `{"x":"${SECRET}"}`,
      `["${SECRET}"]`,
      `ftp://${SECRET}`,
      `http://${SECRET}/`,
    ]) {
      expect(faultsOf({ ...PRODUCTION, [name]: text }).join("\n")).not.toContain(SECRET);
    }
  });

  test("of any part of a register or a key", () => {
    const parts = ["id", "name", "kind", "municipality", "adapter", "baseUrl", "auth"];
    for (const part of parts) {
      const faults = faultsOf(registers({ ...REGISTER, [part]: { [SECRET]: SECRET } }));
      expect(faults.join("\n")).not.toContain(SECRET);
    }
    const key = JSON.stringify({ ...JWK, kty: SECRET, kid: `${SECRET} ${SECRET}` });
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_JWK: key })).toHaveLength(2);
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_JWK: key }).join("\n")).not.toContain(SECRET);
  });

  test("of whatever is set", () => {
    const value = fc.stringMatching(/^[^A-Z\s]{1,10}q7x[^A-Z]{1,10}$/);
    fc.assert(
      fc.property(fc.constantFrom(...names), value, (name, text) => {
        expect(faultsOf({ ...PRODUCTION, [name]: text }).join("\n")).not.toContain("q7x");
      }),
      { numRuns: 300 },
    );
  });
});
