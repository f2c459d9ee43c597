/** Texts as the locale files nest them. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** One text: its whole key, and the variant of it that a language has beside the text itself (`_one`, `_locative`). */
export interface FlatText {
  readonly key: string;
  /** The key that the code asks for. */
  readonly asked: string;
  readonly variant: string | null;
  readonly text: string;
}

/** Promises every text of a file with its key, in the order of the file. */
export function flatTexts(tree: TextTree, prefix = ""): FlatText[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = `${prefix}${name}`;
    if (typeof value !== "string") return flatTexts(value, `${key}.`);
    const [asked = key, variant = null] = key.split("_");
    return [{ key, asked, variant, text: value }];
  });
}

/** Promises the names of the values that a text takes. */
export function placeholdersOf(text: string): string[] {
  return Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name = ""]) => name);
}
