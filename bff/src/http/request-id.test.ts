import { expect, it } from "vitest";
import { scrub } from "../platform/scrub.ts";
import { newRequestId } from "./request-id.ts";

// One UUID in some three hundred has eleven digits in a row, so that this many show every fault.
it("gives ids that a person can quote and the log still holds", () => {
  const ids = Array.from({ length: 20_000 }, newRequestId);
  expect(ids.filter((id) => scrub(id) !== id)).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
