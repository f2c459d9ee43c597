import type { Municipality } from "./municipality.ts";
import type { Maskinporten } from "./maskinporten/index.ts";
import type { WorldPeople } from "./world-people.ts";
import type { WorldPorts } from "./world-ports.ts";

/** What every part of the world is started with. */
export interface Parts {
  readonly municipality: Municipality;
  readonly ports: WorldPorts;
  readonly people: WorldPeople;
  readonly maskinporten: Maskinporten;
  readonly now: () => Date;
}
