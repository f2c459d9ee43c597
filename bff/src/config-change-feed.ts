import { contactRegisters } from "./config-values.ts";

/** Read beside the scope of the look-up, and granted to those alone who may hold a copy (national-registers A.2). */
const FEED_SCOPE = "krr:global/hentendring.read";

/** How KRR's feed of changes is followed; null where it is not. */
export interface ChangeFeed {
  readonly cron: string;
  readonly scope: string;
}

/** The feed as it is configured. */
export function changeFeedOf(env: {
  KRR_CHANGE_FEED: "on" | "off";
  KRR_CHANGE_CRON: string;
  KRR_SCOPE: string;
}): ChangeFeed | null {
  if (env.KRR_CHANGE_FEED === "off") return null;
  return { cron: env.KRR_CHANGE_CRON, scope: `${env.KRR_SCOPE} ${FEED_SCOPE}` };
}

/**
 * What the feed demands: a municipality that keeps a copy, since nobody else may follow it. Reads the raw values, so
 * that it is named together with a value that is malformed.
 */
export function changeFeedFaults(values: Readonly<Record<string, string | undefined>>): string[] {
  const registers = contactRegisters.safeParse(values["CONTACT_REGISTERS"]);
  if (values["KRR_CHANGE_FEED"] !== "on" || !registers.success) return [];
  const modes = registers.data.map(({ municipality }) => municipality.krrMode ?? values["KRR_MODE"]);
  return modes.includes("write")
    ? []
    : ["KRR_CHANGE_FEED may be on only where the krrMode of a municipality is write"];
}
