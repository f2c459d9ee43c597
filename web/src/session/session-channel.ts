/** What one tab tells the others of the session that they share. */
export type SessionNews = "logged-out" | "prolonged";

const CHANNEL = "foresattportal-session";

/** A channel reaches every listener of its name, this document's own among them. */
const thisTab: string = crypto.randomUUID();

interface Message {
  readonly from: string;
  readonly news: SessionNews;
}

/** Tells every other tab of this browser. */
export function announce(news: SessionNews): void {
  const channel = new BroadcastChannel(CHANNEL);
  const message: Message = { from: thisTab, news };
  channel.postMessage(message);
  channel.close();
}

/**
 * Calls back when another tab tells this; the answer ends the listening. Never for the tab's own news: the one that
 * logs out is on its way to ID-porten, whose page tells the other services, and that way must not be cut short.
 */
export function onNews(wanted: SessionNews, callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if (data.from !== thisTab && data.news === wanted) callback();
  });
  return () => channel.close();
}
