import { expect, test } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { faultWords } from "./fault-words.ts";

test("an error of ours is told in its own words", () => {
  const error = new StoreUnavailable("57P01");
  expect(faultWords(error, "the run failed")).toBe(error.message);
});

test("of any other error the name is told, and never the message, which may quote a national id", () => {
  expect(faultWords(new TypeError("15838720231"), "the run failed")).toBe("the run failed (TypeError)");
  expect(faultWords("15838720231", "the run failed")).toBe("the run failed (unknown)");
});
