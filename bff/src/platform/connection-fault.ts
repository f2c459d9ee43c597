/** Why no connection came about or held: codes of the system, of its name service and of undici. */
const CONNECTION_CODE =
  /^(EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EPIPE|ETIMEDOUT|UND_ERR_(CONNECT_TIMEOUT|SOCKET))$/;

/** Whether a reason is no more than that a connection failed, which may pass; null is such a failure without a code. */
export function isConnectionCode(reason: string | null): boolean {
  return reason === null || CONNECTION_CODE.test(reason);
}

/** The code of a connection that failed, also where `fetch` has wrapped it; null for any other error. */
export function connectionFault(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1)
    if ("code" in each && typeof each.code === "string" && CONNECTION_CODE.test(each.code)) return each.code;
  return null;
}
