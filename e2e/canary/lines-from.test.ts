import { expect, test } from "vitest";
import { linesFrom } from "./lines-from.ts";

test("lines come out whole, wherever the text was cut", () => {
  const lines: string[] = [];
  const take = linesFrom((line) => lines.push(line));
  for (const piece of ["fø", "rste\nan", "dre\n\nuferdig"]) take(piece);
  expect(lines).toEqual(["første", "andre", ""]);
});
