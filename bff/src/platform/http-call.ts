import { Agent, request } from "undici";

/** What one call out may be, and for how long it may last. */
export interface HttpCall {
  /** In upper case. */
  readonly method: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Ends the call wherever it is, also while its answer is read. */
  readonly signal: AbortSignal | null;
}

/** An answer whose body is on its way; whoever has it reads that too, since its connection is held meanwhile. */
export interface HttpAnswer {
  readonly status: number;
  /** By names in lower case; of one that came several times, all values with commas between them. */
  readonly headers: ReadonlyMap<string, string>;
  /** Null, with the connection given up, as soon as the body is longer. Throws as `call` does. */
  text(maxBytes: number): Promise<string | null>;
}

/**
 * TCP and TLS are to be there within this part of a call's budget (security-and-reliability UP1). The library counts in
 * half seconds, so that it is up to a second and a half: a first packet that was lost, which TCP repeats after a second,
 * may yet come through.
 */
const CONNECTED_WITHIN_MS = 1000;

// HTTP/1.1 alone, since no upstream documents more. Connections are kept for each origin by the library's own limits.
const agent = new Agent({ connect: { timeout: CONNECTED_WITHIN_MS }, allowH2: false });

/** Nothing is unpacked, so that what may be read is bounded once (OB4). */
const USUAL = { "accept-encoding": "identity", "user-agent": "foresattportal" };

/**
 * Sends one request, once. Promises any HTTP answer as a value, a redirect too, which is not followed.
 *
 * @throws the signal's reason where that came first, else what Node.js or undici say of a connection that failed.
 */
export async function call(url: string, { method, headers, body, signal }: HttpCall): Promise<HttpAnswer> {
  const sent = { method, headers: { ...USUAL, ...headers }, body, signal };
  const answer = await request(url, { dispatcher: agent, ...sent });
  return {
    status: answer.statusCode,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    text: (maxBytes) => textWithin(answer.body, maxBytes),
  };
}

async function textWithin(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > maxBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
