const CHANNEL = "foresattportal-logout";

/** A channel reaches every listener of its name, this document's own among them. */
const thisTab: string = crypto.randomUUID();

/** Tells every other tab that the person has logged out. */
export function announceLogout(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(thisTab);
  channel.close();
}

/**
 * Calls back when the person logs out in another tab; the answer ends the listening. The tab that logs out is on its
 * way to ID-porten, whose page tells the other services: that way must not be cut short.
 */
export function onLogoutElsewhere(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }) => {
    if (data !== thisTab) callback();
  });
  return () => channel.close();
}
