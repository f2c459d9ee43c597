import { expect, test } from "vitest";
import { operationId } from "./operations.ts";

const BASE = "https://register.example/api";

test.each([
  ["a path", "/v1/operations/7f3a"],
  ["a path below the register's own", "/api/v1/operations/7f3a"],
  ["an address of the register", "https://register.example/api/v1/operations/7f3a"],
])("follows %s", (_what, location) => {
  expect(operationId(location, BASE)).toBe("7f3a");
});

test("takes the id for one segment, however it is written", () => {
  expect(operationId("/v1/operations/a%2Fb%3F", BASE)).toBe("a/b?");
});

test.each([
  ["nothing", null],
  ["an empty text", ""],
  ["another host", "https://evil.example/v1/operations/7"],
  ["another host without a scheme", "//evil.example/v1/operations/7"],
  ["another port", "https://register.example:8443/v1/operations/7"],
  ["another scheme", "http://register.example/v1/operations/7"],
  ["another path", "/v1/persons/7"],
  ["a longer path", "/v1/operations/7/cancel"],
  ["a path without an id", "/v1/operations/"],
  ["a path that climbs", "/v1/operations/../persons"],
  ["a segment that is no name", "/v1/operations/%2e%2e"],
  ["a broken escape", "/v1/operations/%zz"],
  ["a query", "/v1/operations/7?x=1"],
  ["a fragment", "/v1/operations/7#x"],
  ["an address of no kind", "http://["],
])("does not follow %s", (_what, location) => {
  expect(operationId(location, BASE)).toBeNull();
});
