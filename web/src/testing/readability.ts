import { syllable } from "syllable";

const WORD = /[\p{L}\p{N}]+(?:[-'’.:][\p{L}\p{N}]+)*/gu;
/** A full stop in «kl. 14.32» or «12. mars» ends no sentence: none begins after it. */
const SENTENCE_END = /[.!?…]+(?=\s+[^\p{Ll}\p{N}\s]|\s*$)/gu;

/** A word is long when it has more letters than this. */
const LONG_FROM = 6;

function wordsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(WORD) ?? []);
}

function sentencesIn(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.max(1, (text.match(SENTENCE_END) ?? []).length), 0);
}

/**
 * Promises Björnsson's readability index, made for the Nordic languages: words in a sentence plus per cent of long words.
 * Below 25 is a children's book, 25–35 easy, 35–45 a newspaper.
 */
export function lix(texts: readonly string[]): number {
  const words = wordsOf(texts);
  const long = words.filter((word) => word.replaceAll(/[^\p{L}]/gu, "").length > LONG_FROM);
  return words.length / sentencesIn(texts) + (100 * long.length) / words.length;
}

/** Promises the school grade that an English text asks for (Kincaid 1975): 8 is a reader of thirteen or fourteen. */
export function fleschKincaidGrade(texts: readonly string[]): number {
  const words = wordsOf(texts);
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  return 0.39 * (words.length / sentencesIn(texts)) + 11.8 * (syllables / words.length) - 15.59;
}
