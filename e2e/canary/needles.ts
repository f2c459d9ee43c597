import type { Canary, CanaryKind } from "./ledger.ts";

/** Says of some bytes which kinds of canaries are in them. */
export type Seek = (bytes: Buffer) => ReadonlySet<CanaryKind>;

/** Text is found by its first bytes; nothing shorter can be looked for. */
const KEY_LENGTH = 8;
const FILTER_BITS = 22;
/** No canary of digits is longer. */
const DIGITS_MAX = 16;
/** Segments of a token that are worth as much as the whole. */
const SEGMENT_MIN = 32;

/** Groups of digits with at most one space or hyphen between them; a no-break space is two bytes in UTF-8. */
const DIGITS = /\d(?:\d|[ \-\u00A0](?=\d)|\u00C2\u00A0(?=\d)){6,}\d/g;
/** Of tens of thousands of random ids some hold the digits of somebody's number by chance. */
const UUID = /(?<![\da-f])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi;
const SEPARATOR = /\u00C2\u00A0|[ \-\u00A0]/;

interface Needle {
  readonly kind: CanaryKind;
  readonly bytes: Buffer;
}

/** Promises a search for all canaries at once, in one pass over the bytes, in capital letters or small. */
export function createSeek(canaries: readonly Canary[]): Seek {
  const digits = new Map<string, CanaryKind>();
  const texts: Needle[] = [];
  for (const { kind, value } of canaries)
    if (/^\d+$/.test(value)) digits.set(value, kind);
    else for (const part of partsOf(value)) texts.push({ kind, bytes: lowered(Buffer.from(part)) });
  const seekTexts = createTextSeek(texts);
  return (bytes) => {
    const found = new Set<CanaryKind>();
    seekTexts(lowered(bytes), found);
    const text = bytes.toString("latin1").replaceAll(UUID, "");
    for (const [chain] of text.matchAll(DIGITS)) seekDigits(chain, digits, found);
    return found;
  };
}

/** A token without its header or its signature is a leak too. */
function partsOf(value: string): string[] {
  const [, ...segments] = value.split(".");
  return [value, ...segments.filter(({ length }) => length >= SEGMENT_MIN)];
}

/** Numbers begin and end where a group of digits does, so that a date before an id does not hide it. */
function seekDigits(chain: string, digits: ReadonlyMap<string, CanaryKind>, found: Set<CanaryKind>): void {
  const groups = chain.split(SEPARATOR);
  for (let first = 0; first < groups.length; first += 1) {
    let number = "";
    for (let last = first; last < groups.length && number.length <= DIGITS_MAX; last += 1) {
      number += groups[last] ?? "";
      const kind = digits.get(number);
      if (kind !== undefined) found.add(kind);
    }
  }
}

/** Rabin and Karp's search: a hash of eight bytes rolls over the text, and a filter lets nearly none of them through. */
function createTextSeek(needles: readonly Needle[]) {
  const byKey = new Map<number, Needle[]>();
  const filter = new Uint8Array(2 ** (FILTER_BITS - 3));
  for (const needle of needles) {
    if (needle.bytes.length < KEY_LENGTH)
      throw new Error(`A ${needle.kind} of ${needle.bytes.length} bytes is too short to be looked for`);
    const key = keyOf(needle.bytes.readInt32BE(0), needle.bytes.readInt32BE(4));
    byKey.set(key, [...(byKey.get(key) ?? []), needle]);
    const bit = key >>> (32 - FILTER_BITS);
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return (text: Buffer, found: Set<CanaryKind>): void => {
    let [high, low] = [0, 0];
    for (let end = 0; end < text.length; end += 1) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | (text[end] ?? 0);
      const key = keyOf(high, low);
      const bit = key >>> (32 - FILTER_BITS);
      if (((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
      const start = end - KEY_LENGTH + 1;
      for (const { kind, bytes } of byKey.get(key) ?? []) if (isAt(text, start, bytes)) found.add(kind);
    }
  };
}

function isAt(text: Buffer, start: number, bytes: Buffer): boolean {
  const end = start + bytes.length;
  return start >= 0 && end <= text.length && bytes.compare(text, start, end) === 0;
}

function keyOf(high: number, low: number): number {
  return Math.imul(Math.imul(high, 0x9e3779b1) ^ low, 0x85ebca6b) >>> 0;
}

const LOWER = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)),
);

function lowered(bytes: Buffer): Buffer {
  const lower = Buffer.allocUnsafe(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) lower[index] = LOWER[bytes[index] ?? 0] ?? 0;
  return lower;
}
