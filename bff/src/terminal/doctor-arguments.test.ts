import { describe, expect, it } from "vitest";
import { parseDoctorArguments } from "./doctor-arguments.ts";

describe("the arguments of the doctor", () => {
  it.each([
    [[], { json: false, help: false }],
    [["--json"], { json: true, help: false }],
    [["--help"], { json: false, help: true }],
  ])("are understood: %j", (args, options) => {
    expect(parseDoctorArguments(args)).toEqual(options);
  });

  it.each([[["--jsn"]], [["--json=yes"]], [["krr"]], [["--json", "15838720231"]]])(
    "are not half understood: %j",
    (args) => {
      expect(parseDoctorArguments(args)).toBeNull();
    },
  );
});
