import { benchBearer } from "./floor-grant.ts";
import type { BenchAddresses } from "./start-bench-world.ts";

export interface EverybodyRead {
  /** In the register, and answers on them from KRR. */
  readonly persons: number;
  readonly answers: number;
  readonly pages: number;
  readonly lookups: number;
}

const PAGE = 1000;
/** Look-ups in KRR under way at a time, as many as the nightly run allows itself. */
const PARALLEL = 4;

interface Page {
  readonly persons: readonly { readonly nationalId: string }[];
  readonly nextCursor: string | null;
}

/**
 * Makes the calls that a nightly run cannot do without and parses what comes, and does nothing else: each page of the
 * register, the next one while this one is looked up, and one look-up in KRR for each page.
 */
export async function readEverybody(
  world: Pick<BenchAddresses, "maskinporten" | "krr" | "register">,
): Promise<EverybodyRead> {
  const bearer = benchBearer(world.maskinporten);
  const read = { persons: 0, answers: 0, pages: 0, lookups: 0 };
  const underWay = new Set<Promise<void>>();
  const lookUp = async ({ persons }: Page): Promise<void> => {
    const personidentifikatorer = persons.map(({ nationalId }) => nationalId);
    const answer = await fetch(`${world.krr}/rest/v2/personer`, {
      method: "POST",
      headers: { authorization: await bearer(), "content-type": "application/json" },
      body: JSON.stringify({ personidentifikatorer, inkluderIkkeRegistrerte: true }),
    });
    const { personer } = await parsed<{ readonly personer: readonly unknown[] }>(answer);
    read.answers += personer.length;
    read.lookups += 1;
  };
  let next: Promise<Page> | null = readPage(world.register, bearer, null);
  while (next !== null) {
    const page: Page = await next;
    read.persons += page.persons.length;
    read.pages += 1;
    next = page.nextCursor === null ? null : readPage(world.register, bearer, page.nextCursor);
    if (underWay.size >= PARALLEL) await Promise.race(underWay);
    const lookup = lookUp(page).finally(() => underWay.delete(lookup));
    underWay.add(lookup);
  }
  await Promise.all(underWay);
  return read;
}

async function readPage(
  register: string,
  bearer: () => Promise<string>,
  cursor: string | null,
): Promise<Page> {
  const place = cursor === null ? "" : `&cursor=${cursor}`;
  const url = `${register}/v1/persons?population=active-guardians&limit=${PAGE}${place}`;
  return parsed<Page>(await fetch(url, { headers: { authorization: await bearer() } }));
}

/** Nothing is checked, as the floor is the least that can be done. */
async function parsed<Body>(answer: Response): Promise<Body> {
  if (!answer.ok) throw new Error(`${answer.url.split("?")[0]} answered ${answer.status}`);
  const body: Body = JSON.parse(await answer.text());
  return body;
}
