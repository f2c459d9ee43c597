// Preloaded into the portal where a test must let hours pass: the clock of that process, and of the database within
// it, goes ahead of the real one by as much as the parent says. Everything else is as in production.
const RealDate = Date;
// A process that is soon over cannot wait to be told.
let aheadMs = Number(process.env["CLOCK_AHEAD_MS"] ?? 0);

const now = (): number => RealDate.now() + aheadMs;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (_target, given: ConstructorParameters<DateConstructor> | []) =>
    given.length === 0 ? new RealDate(now()) : new RealDate(...given),
  get: (target, property) => (property === "now" ? now : Reflect.get(target, property)),
});

interface Shift {
  readonly aheadMs: number;
}

function isShift(message: unknown): message is Shift {
  return typeof message === "object" && message !== null && "aheadMs" in message;
}

process.on("message", (message) => {
  if (!isShift(message)) return;
  aheadMs = message.aheadMs;
  process.send?.({ shiftedBy: aheadMs });
});
process.channel?.unref();
