import type { World } from "../world/start-world.ts";
import { listPersons } from "./person-list.ts";

/** What a person is told who has started the portal: where it is, who she can be, and where she can make things fail. */
export function greeting(
  origin: string,
  { people, switchboard }: Pick<World, "people"> & { switchboard: Pick<World["switchboard"], "origin"> },
): string {
  const addresses = `${origin}\n${switchboard.origin}  the switchboard: makes the systems around the portal fail`;
  return `\n${addresses}\n\n${listPersons(people)}\n\nCtrl-C ends everything.`;
}
