import type { Municipality } from "./municipality.ts";
import type { Person } from "./people/person.ts";
import type { ContactRegister } from "./registers/contact-register.ts";
import { startNeighbourSchool } from "./registers/start-registers.ts";
import type { Parts } from "./world-parts.ts";
import type { WorldPeople } from "./world-people.ts";

/** Another municipality that the same portal serves, with people of its own. */
export interface Neighbour {
  readonly municipality: Municipality;
  readonly school: ContactRegister;
  /** Her named persons; households come besides. */
  readonly people: readonly Person[];
}

/** Starts the neighbour, where there is one; KRR and Maskinporten are the whole country's. */
export async function startNeighbour(
  municipality: Municipality | undefined,
  people: WorldPeople,
  parts: Pick<Parts, "maskinporten" | "now">,
): Promise<Neighbour | null> {
  if (municipality === undefined) return null;
  const school = await startNeighbourSchool(municipality, people, parts);
  return { municipality, school, people: people.named };
}
