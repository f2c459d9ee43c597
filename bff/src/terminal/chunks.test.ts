import { expect, test } from "vitest";
import { inChunks } from "./chunks.ts";
import { differencesCsv } from "./differences-csv.ts";
import { differencesHtml } from "./differences-html.ts";
import { allOf, difference, streamOf } from "./testing/examples.ts";

test("joins small pieces and loses none", async () => {
  expect(await allOf(inChunks(streamOf("a", "b", "", "cde", "f"), 3))).toEqual(["abcde", "f"]);
  expect(await allOf(inChunks(streamOf()))).toEqual([]);
});

test.each([
  ["CSV", differencesCsv],
  ["HTML", differencesHtml],
])(
  "a list as %s is read no further than the reader has come, and closed when the reader goes",
  async (_, write) => {
    let given = 0;
    let closed = false;
    async function* endless() {
      try {
        for (; ; given += 1) yield await Promise.resolve(difference());
      } finally {
        closed = true;
      }
    }
    for await (const chunk of write(endless())) {
      expect(chunk.length).toBeLessThan(20_000);
      break;
    }
    expect(given).toBeLessThan(1000);
    expect(closed).toBe(true);
  },
);
