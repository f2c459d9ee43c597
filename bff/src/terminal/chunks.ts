/** What one write to a file or a pipe takes. */
const SIZE = 16_384;

/**
 * Joins pieces to chunks of about 16 000 characters. Promises that never more than a chunk and a piece are held, and
 * that the source is closed when nobody reads on.
 */
export async function* inChunks(pieces: AsyncIterable<string>, size = SIZE): AsyncGenerator<string> {
  let chunk = "";
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < size) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
