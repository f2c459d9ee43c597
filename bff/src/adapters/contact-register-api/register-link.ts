import type { UpstreamClient, UpstreamRequest, UpstreamResponse } from "../../platform/upstream-client.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";

export type Send = (request: UpstreamRequest) => Promise<UpstreamResult<UpstreamResponse>>;

/** The way to one register: its requests go through `send`, and its answers are judged by the client. */
export interface RegisterLink {
  readonly client: UpstreamClient;
  readonly send: Send;
}
