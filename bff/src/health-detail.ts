import type { Installation, PoolState, ReadInstallation } from "./ports/installation.ts";
import type { UpstreamStanding } from "./platform/last-outcomes.ts";

/** What `GET /health` of the internal port tells (HE3): names of ours and of the operator's, times, counts and codes. */
export interface HealthDetail {
  readonly version: string;
  readonly role: string;
  readonly uptimeSeconds: number;
  readonly database: {
    readonly answers: boolean;
    readonly pools: Readonly<Record<string, PoolState | null>>;
    readonly migrations: Installation["migrations"] | null;
    readonly liveSessions: number | null;
  };
  readonly upstreams: readonly UpstreamStanding[];
  readonly sync: Installation["sync"] | null;
}

/** Promises what is known now; what a silent database would know is null. */
export async function healthDetail(of: {
  readonly version: string;
  readonly role: string;
  readonly upstreams: readonly UpstreamStanding[];
  readonly pools: ReadonlyMap<string, () => PoolState | null>;
  readonly installation: ReadInstallation;
}): Promise<HealthDetail> {
  const installation = await of.installation().catch(() => null);
  return {
    version: of.version,
    role: of.role,
    uptimeSeconds: Math.round(process.uptime()),
    database: {
      answers: installation !== null,
      pools: Object.fromEntries([...of.pools].map(([name, state]) => [name, state()])),
      migrations: installation?.migrations ?? null,
      liveSessions: installation?.liveSessions ?? null,
    },
    upstreams: of.upstreams,
    sync: installation?.sync ?? null,
  };
}
