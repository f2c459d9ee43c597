import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { z } from "zod";
import type { RecordEvent } from "../ports/events.ts";

/** OpenSSL's reasons for not trusting a certificate, and Node's and OpenSSL's for giving up a handshake. */
const TLS_CODE =
  /^(ERR_(SSL|TLS)_\w+|EPROTO|\w*CERT\w*|\w*CRL\w*|\w*SIGNATURE\w*|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;

/** Where undici tells of connections that did not come about; Node's `fetch` is made of it too. */
const CHANNEL = "undici:client:connectError";
const connectError = z.object({ connectParams: z.object({ host: z.string() }), error: z.instanceof(Error) });

/** The code of a connection that was refused for its TLS, also where `fetch` has wrapped it; null for any other error. */
export function tlsFault(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1)
    if ("code" in each && typeof each.code === "string" && TLS_CODE.test(each.code)) return each.code;
  return null;
}

/**
 * Promises an event for every connection of this process that is refused for its TLS, whichever library wanted it.
 *
 * @param upstreams the name of each upstream by its host, with a port where it has one.
 */
export function watchTls(upstreams: ReadonlyMap<string, string>, record: RecordEvent): { stop(): void } {
  const onError = (message: unknown): void => {
    const { data } = connectError.safeParse(message);
    const code = tlsFault(data?.error);
    if (data === undefined || code === null) return;
    record({
      name: "upstream_tls_failed",
      upstream: upstreams.get(data.connectParams.host) ?? "unknown",
      code,
    });
  };
  subscribe(CHANNEL, onError);
  return { stop: () => void unsubscribe(CHANNEL, onError) };
}
