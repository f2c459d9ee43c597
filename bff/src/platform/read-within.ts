/**
 * Promises null, and the connection given up, as soon as the body is longer than it may be (OB4).
 *
 * @throws the signal's reason, with the connection given up, when it is aborted before the body has ended (UP1).
 *   `fetch` promises the same, but of a `Request` that has been collected as garbage it keeps that no longer
 *   (nodejs/undici#3644), and nobody holds one while its body is read.
 */
export async function readWithin(
  response: Response,
  maxBytes: number,
  signal: AbortSignal | null = null,
): Promise<string | null> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const giveUp = (): void => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener("abort", giveUp, { once: true });
  try {
    if (signal?.aborted === true) giveUp();
    const text = await readText(reader, maxBytes);
    signal?.throwIfAborted();
    return text;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
}

async function readText(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
