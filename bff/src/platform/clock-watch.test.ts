import { expect, it } from "vitest";
import { createMachineTokens } from "../adapters/maskinporten/index.ts";
import { newClientKey } from "../adapters/testing/client-key.ts";
import { startTestServer } from "../adapters/testing/test-server.ts";
import type { PortalEvent } from "../ports/events.ts";
import { watchClock } from "./clock-watch.ts";

const NOW = Date.parse("2026-11-22T09:00:00.250Z");

/** What is measured and told when Maskinporten refuses us, and its clock is so far ahead of ours. */
async function seen(aheadSeconds: number) {
  const measured: [string, number][] = [];
  const recorded: PortalEvent[] = [];
  const server = await startTestServer();
  const headers = { Date: new Date(NOW + aheadSeconds * 1000).toUTCString() };
  server.answer(() => ({ status: 400, headers, body: { error: "invalid_grant" } }));
  const clock = () => new Date(NOW);
  const tokens = createMachineTokens({
    issuer: `${server.url}/`,
    clientId: "portal",
    keys: [newClientKey("k")],
    clock,
    onDate: watchClock({
      upstream: "maskinporten",
      clock,
      record: (event) => recorded.push(event),
      measure: (...measure) => measured.push(measure),
    }),
  });
  await tokens.token({ scope: "contacts.read" });
  await server.close();
  return { measured, recorded };
}

it.each([15, -15, 300, -300])(
  "tells of a clock that is %i seconds from Maskinporten's (TM1)",
  async (seconds) => {
    expect(await seen(seconds)).toEqual({
      measured: [["maskinporten", seconds]],
      recorded: [{ name: "clock_skew", upstream: "maskinporten", seconds }],
    });
  },
);

it.each([0, 3, -3])("measures %i seconds and makes no line of them (TM1)", async (seconds) => {
  expect(await seen(seconds)).toEqual({ measured: [["maskinporten", seconds]], recorded: [] });
});
