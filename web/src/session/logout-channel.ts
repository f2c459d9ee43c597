const CHANNEL = "foresattportal-logout";

/** Tells every other tab that the person has logged out. */
export function announceLogout(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Calls back when the person logs out in another tab; the answer ends the listening. */
export function onLogoutElsewhere(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", callback);
  return () => channel.close();
}
