import { expect, test } from "vitest";
import { adviceFor } from "./advice.ts";

const ACTIVE = { state: "answered", person: "active", reserved: false, language: null } as const;

test("asks for what the bff says while kontaktregisteret answers", () => {
  expect(adviceFor("refresh", ACTIVE)).toBe("refresh");
  expect(adviceFor("add-in-krr", { ...ACTIVE, person: "deleted" })).toBe("add-in-krr");
});

test("asks for «Oppdater» later while kontaktregisteret does not answer", () => {
  expect(adviceFor("refresh", { state: "unavailable" })).toBe("refresh-later");
});

test("sends to the registers where the municipality does not fetch", () => {
  expect(adviceFor("refresh", { state: "off" })).toBe("ask-system");
});
