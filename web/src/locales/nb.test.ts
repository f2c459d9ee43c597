import { expect, test } from "vitest";
import nb from "./nb.json";

interface Texts {
  readonly [key: string]: string | Texts;
}

function flat(texts: Texts, prefix = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  );
}

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Keys as the code writes them: `field.${channel}.label` stands for every key of that form. */
const LITERAL = /["`]([a-zA-Z]+(?:\.(?:[\w-]|\$\{[^}]+\})+)+)["`]/g;

function used(): RegExp[] {
  const literals = Object.values(sources).flatMap((source) => Array.from(source.matchAll(LITERAL)));
  return literals.map(([, literal = ""]) => {
    const pattern = literal.replaceAll(".", String.raw`\.`).replaceAll(/\$\{.+?\}/g, "[^.]+");
    return new RegExp(`^${pattern}$`);
  });
}

test("has no text that no code asks for", () => {
  const patterns = used();
  const unused = flat(nb).filter(([key]) => !patterns.some((pattern) => pattern.test(key)));
  expect(unused.map(([key]) => key)).toEqual([]);
});

test("never calls kontaktregisteret by its abbreviation", () => {
  expect(flat(nb).filter(([, text]) => /\bKRR\b/i.test(text))).toEqual([]);
});

test("leaves no text empty and no sentence with spaces at its ends", () => {
  expect(flat(nb).filter(([, text]) => text.trim() !== text || text === "")).toEqual([]);
});
