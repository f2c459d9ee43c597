import { expect, test } from "vitest";
import { orderFrom } from "./order.ts";
import { STATES } from "./states.ts";
import { EVERYTHING } from "./wanted.ts";

test("takes every picture unless told", () => {
  expect(orderFrom([])).toEqual({ states: STATES, wanted: EVERYTHING, whole: true });
});

test("takes what is asked for, named one by one or with commas", () => {
  const args = [
    "--only",
    "help,landing",
    "--language=se",
    "--width",
    "320",
    "--width=390",
    "--theme",
    "dark",
  ];
  const { states, wanted, whole } = orderFrom(args);
  expect(states.map(({ id }) => id).sort()).toEqual(["help", "landing"]);
  expect(wanted).toEqual({ languages: ["se"], widths: [320, 390], themes: ["dark"] });
  expect(whole).toBe(false);
});

test.each([
  ["--only=nowhere", "nowhere"],
  ["--language=de", "languages"],
  ["--width=400", "widths"],
  ["--theme=sepia", "themes"],
  ["--wide", "--wide"],
])("refuses %s and says what is wrong", (arg, told) => {
  expect(() => orderFrom([arg])).toThrow(told);
});
