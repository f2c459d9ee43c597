import { krrStatus, profile, profilePage, type Profile } from "@foresattportal/shared/contract/profile.ts";
import { fieldOutcome, refreshResult, type FieldOutcome } from "@foresattportal/shared/contract/refresh.ts";
import {
  workPhoneOutcome,
  workPhoneResult,
  type WorkPhoneOutcome,
} from "@foresattportal/shared/contract/work-phone.ts";
import type { Page, Response } from "@playwright/test";

/** Something that the portal's API can tell the page, and the page a person. */
export type Told =
  | `page ${Profile["page"]["state"]}`
  | `krr ${Profile["krr"]["state"]}`
  | `field ${FieldOutcome}`
  | `work phone ${WorkPhoneOutcome["outcome"]}`;

/** Everything that it can tell, by the contract. */
export const EVERYTHING_TOLD: readonly Told[] = [
  ...profilePage.options.map(({ shape }) => `page ${shape.state.value}` as const),
  ...krrStatus.options.map(({ shape }) => `krr ${shape.state.value}` as const),
  ...fieldOutcome.options.map((outcome) => `field ${outcome}` as const),
  ...workPhoneOutcome.shape.outcome.options.map((outcome) => `work phone ${outcome}` as const),
];

function profileTold({ page, krr }: Profile): Told[] {
  return [`page ${page.state}`, `krr ${krr.state}`];
}

function bodyTold(body: unknown): Told[] {
  const shown = profile.safeParse(body);
  if (shown.success) return profileTold(shown.data);
  const refreshed = refreshResult.safeParse(body);
  if (refreshed.success) {
    const systems = refreshed.data.systems.flatMap((system) =>
      system.state === "done" ? system.fields : [],
    );
    return [
      ...profileTold(refreshed.data.profile),
      ...systems.map(({ outcome }) => `field ${outcome}` as const),
    ];
  }
  const saved = workPhoneResult.safeParse(body);
  if (!saved.success) return [];
  return saved.data.systems.map(({ outcome }) => `work phone ${outcome}` as const);
}

async function toldIn(response: Response): Promise<Told[]> {
  if (!response.ok() || !new URL(response.url()).pathname.startsWith("/api/profile")) return [];
  try {
    return bodyTold(await response.json());
  } catch {
    // The page has been left meanwhile, and the answer with it.
    return [];
  }
}

/** Promises all that the page has been told from now on until it is asked. */
export function listenTo(page: Page): () => Promise<ReadonlySet<Told>> {
  const answers: Promise<readonly Told[]>[] = [];
  page.on("response", (response) => void answers.push(toldIn(response)));
  return async () => new Set((await Promise.all(answers)).flat());
}
