import { describe, expect, it } from "vitest";
import { connectionFault } from "./connection-fault.ts";

const coded = (code: unknown) => Object.assign(new Error("to 10.0.0.1, as user:password"), { code });

describe("why a connection failed", () => {
  it.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "UND_ERR_SOCKET",
    "UND_ERR_CONNECT_TIMEOUT",
  ])("is told by the code %s, also where fetch has wrapped it", (code) => {
    expect(connectionFault(coded(code))).toBe(code);
    expect(connectionFault(new TypeError("fetch failed", { cause: coded(code) }))).toBe(code);
  });

  it.each([
    ["an error without a code", new Error("ECONNREFUSED")],
    ["a code of something else", coded("ERR_INVALID_URL")],
    ["a code that only begins like one", coded("ECONNREFUSED user:password")],
    ["a code that is no text", coded(111)],
    ["no error at all", "ECONNREFUSED"],
  ])("is not told of %s", (_what, error) => {
    expect(connectionFault(error)).toBeNull();
  });
});
