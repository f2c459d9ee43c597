// Preloaded into the portal where a test must see how it ends by a fault of its own: an exception that nobody catches
// or a rejection that nobody handles, thrown as the parent says. Everything else is as in production.
interface Fault {
  readonly fault: "exception" | "rejection" | "rejection-without-error";
  readonly message: string;
}

function isFault(told: unknown): told is Fault {
  return typeof told === "object" && told !== null && "fault" in told && "message" in told;
}

process.on("message", (told) => {
  if (!isFault(told)) return;
  process.send?.({ willThrow: true });
  setImmediate(() => {
    if (told.fault === "exception") throw new RangeError(told.message);
    // eslint-disable-next-line typescript/prefer-promise-reject-errors
    void Promise.reject(told.fault === "rejection" ? new TypeError(told.message) : undefined);
  });
});
process.channel?.unref();
