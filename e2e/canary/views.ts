/** How deep something may be wrapped and is still found: a token in a URL in a JSON text, for example. */
const DEPTH = 2;

/** The bytes as they are, and what they say when URL, JSON or base64 is taken off them, twice over. */
export function* viewsOf(bytes: Buffer, depth = DEPTH): Generator<Buffer> {
  yield bytes;
  if (depth === 0) return;
  const text = bytes.toString("latin1");
  for (const decode of [outOfUrls, outOfJson, outOfBase64]) {
    const decoded = decode(text);
    if (decoded.length > 0) yield* viewsOf(decoded, depth - 1);
  }
}

function outOfUrls(text: string): Buffer {
  const pieces: string[] = [];
  for (const [run] of text.matchAll(/[^\s"'<>&=]+/g))
    if (run.includes("%") || run.includes("+"))
      pieces.push(
        run
          .replaceAll("+", " ")
          .replaceAll(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCodePoint(parseInt(hex, 16))),
      );
  return Buffer.from(pieces.join("\n"), "latin1");
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function outOfJson(text: string): Buffer {
  const pieces: string[] = [];
  for (const [line] of text.matchAll(/[^\n]+/g))
    if (line.includes("\\"))
      pieces.push(
        line.replaceAll(/\\(?:u([\da-f]{4})|(.))/gi, (_escape, hex: string | undefined, short = "") =>
          hex === undefined ? (SHORT_ESCAPES[short] ?? short) : asBytes(hex),
        ),
      );
  return Buffer.from(pieces.join("\n"), "latin1");
}

/** The character's UTF-8, one character a byte, as the text around it is held. */
function asBytes(hex: string): string {
  return Buffer.from(String.fromCharCode(parseInt(hex, 16))).toString("latin1");
}

/** The shortest run that eight characters give. */
const BASE64_RUN = /[\w+/-]{11,}/g;

function outOfBase64(text: string): Buffer {
  const pieces: Buffer[] = [];
  const between = Buffer.from("\n");
  for (const [run] of text.matchAll(BASE64_RUN))
    // What stands before it may look as if it belonged to it: one of four beginnings is the right one.
    for (let start = 0; start < 4; start += 1) pieces.push(Buffer.from(run.slice(start), "base64"), between);
  return Buffer.concat(pieces);
}
