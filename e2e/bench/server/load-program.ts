import autocannon from "autocannon";
import { z } from "zod";

// `node e2e/bench/server/load-program.ts`: makes the load of one round, in a process of its own, so that neither who
// orders it nor a worker thread of a test stands in its way. Takes the order by the channel and answers by it.

const order = z.object({
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  connections: z.number(),
  seconds: z.number(),
  cookies: z.array(z.string()),
});

process.on("message", (message) => {
  void fire(order.parse(message)).then((told) => process.send?.(told));
});
// Nothing else keeps it alive until the order comes.
process.channel?.ref();
process.send?.("listening");

async function fire({ url, headers, connections, seconds, cookies }: z.infer<typeof order>) {
  let next = 0;
  const { requests, latency, duration, non2xx, errors, timeouts } = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 20,
    headers,
    setupClient(client) {
      const own = shareOf(cookies, next, connections);
      next += 1;
      if (own.length > 0)
        client.setRequests(own.map((cookie) => ({ method: "GET", headers: { ...headers, cookie } })));
    },
  });
  const failed = non2xx + errors + timeouts;
  return { answered: requests.total, seconds: duration, p50: latency.p50, p99: latency.p99, failed };
}

/** The persons for whom this connection asks: each for others, or, where there are fewer than connections, some for the same. */
function shareOf(all: readonly string[], connection: number, connections: number): readonly string[] {
  if (all.length === 0) return [];
  const share = all.filter((_cookie, at) => at % connections === connection);
  return share.length > 0 ? share : all.slice(connection % all.length).slice(0, 1);
}
