/** A string of JSON with a colon behind it is the name of a member, wherever it stands. */
const STRING = /"(?:[^"\\]|\\.)*"(?<colon>\s*:)?/gsu;

/**
 * Promises true for a text of which some object has the same name twice. `JSON.parse` keeps the last one without a
 * word, so that the names written are counted against the members read. False for what is no JSON.
 */
export function hasRepeatedName(text: string): boolean {
  let members = 0;
  try {
    JSON.parse(text, function count(this: unknown, _name: string, value: unknown): unknown {
      if (!Array.isArray(this)) members += 1;
      return value;
    });
  } catch {
    return false;
  }
  // The outermost value is handed to a reviver as the one member of an object that is not written.
  return written(text) > members - 1;
}

function written(text: string): number {
  let names = 0;
  for (const { groups } of text.matchAll(STRING)) if (groups?.["colon"] !== undefined) names += 1;
  return names;
}
