import { describe, expect, it } from "vitest";
import type { UpstreamFailure } from "../../ports/upstream-result.ts";
import { createSilence } from "./silence.ts";

const SILENT: UpstreamFailure = { upstream: "krr", kind: "timeout" };
const REFUSED: UpstreamFailure = { upstream: "krr", kind: "refused", status: 403 };
const WAITS = { halt: "waiting", reason: "krr timeout" };

/** Pages in the order in which they came back. */
function silenceOf(...pages: readonly (readonly [number, UpstreamFailure | null])[]) {
  const silence = createSilence(5);
  for (const [page, failure] of pages) silence.note(page, failure);
  return silence;
}

describe("pages on which KRR gives no answer", () => {
  it("are no reason to stop where one or two are alone", () => {
    expect(silenceOf([0, null], [1, SILENT], [2, SILENT], [3, null], [4, SILENT]).halt()).toBeNull();
  });

  it("are one where three follow one another", () => {
    expect(silenceOf([0, null], [1, SILENT], [2, SILENT], [3, SILENT]).halt()).toEqual(WAITS);
  });

  it("are the same reason in whichever order they come back", () => {
    expect(silenceOf([3, SILENT], [1, SILENT], [0, null], [4, null], [2, SILENT]).halt()).toEqual(WAITS);
  });

  it("name the first one, from which on to ask again", () => {
    expect(silenceOf([4, SILENT], [2, SILENT], [3, SILENT], [0, null], [1, null]).first()).toBe(2);
    expect(silenceOf([0, null]).first()).toBeNull();
  });

  it("stop the step at once where KRR refuses, whatever else came back", () => {
    const stops = { halt: "stopped", reason: "krr refused 403" };
    expect(silenceOf([0, SILENT], [1, REFUSED], [2, null]).halt()).toEqual(stops);
    expect(silenceOf([0, REFUSED]).haltAtEnd()).toEqual(stops);
  });

  it("are a reason at the end where no page has an answer, however few they are", () => {
    expect(silenceOf([0, SILENT]).halt()).toBeNull();
    expect(silenceOf([0, SILENT]).haltAtEnd()).toEqual(WAITS);
    expect(silenceOf([0, SILENT], [1, SILENT]).haltAtEnd()).toEqual(WAITS);
  });

  it("are none at the end where one page has", () => {
    expect(silenceOf([0, null], [1, SILENT]).haltAtEnd()).toBeNull();
    expect(silenceOf().haltAtEnd()).toBeNull();
  });
});
