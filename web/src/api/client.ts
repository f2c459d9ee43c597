import { PORTAL_HEADER } from "@foresattportal/shared/browser-boundary.ts";
import ky, { isKyError, type KyResponse, type Options } from "ky";
import { failureFrom, NETWORK_FAILURE, type Answer } from "./answer.ts";

/** Longer than the server's own time budget towards the registers, so that its answer comes first. */
const TIMEOUT_MS = 30_000;

const client = ky.create({
  headers: { [PORTAL_HEADER.name]: PORTAL_HEADER.value },
  // A lost answer is told and retried by the person, who then knows what is going on.
  retry: 0,
  timeout: TIMEOUT_MS,
  throwHttpErrors: false,
});

async function bodyOf(response: KyResponse): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** Promises an answer as a value for every outcome that is to be expected: success, a problem, or no answer at all. */
export async function send<T>(path: string, options: Options): Promise<Answer<T>> {
  try {
    const response = await client<T>(path, options);
    if (!response.ok) return failureFrom(await bodyOf(response));
    return { ok: true, data: await response.json() };
  } catch (error) {
    // The connection broke before or while the answer was read.
    if (isKyError(error) || error instanceof TypeError) return NETWORK_FAILURE;
    // A success that is not JSON comes from something that stands between us and the server.
    if (error instanceof SyntaxError) return failureFrom(null);
    throw error;
  }
}
