import { Obstacle } from "../run/ports.ts";

export interface Municipality {
  readonly orgNumber: string;
  readonly name: string;
  /** Its look, by the portal's own name for it. */
  readonly theme: string;
  /** Where people write to it. */
  readonly contactUrl: string;
}

/** The invented municipalities that the simulated world can be, the first one unless told; the numbers have a valid check digit. */
export const MUNICIPALITIES = {
  provebygd: {
    orgNumber: "910000004",
    name: "Prøvebygd kommune",
    theme: "provebygd",
    contactUrl: "https://provebygd.example/kontakt",
  },
  eksempelvik: {
    orgNumber: "310000000",
    name: "Eksempelvik kommune",
    theme: "eksempelvik",
    contactUrl: "https://eksempelvik.example/kontakt",
  },
} as const satisfies Record<string, Municipality>;

/** The vendor that runs the portal for either. */
export const VENDOR = { orgNumber: "920000002" } as const;

/** The municipality's two systems, as they present themselves. */
export function systemsOf({ orgNumber, name }: Municipality) {
  const municipality = { orgNumber, name };
  return {
    school: { id: "visma-flyt-skole", name: "Visma Flyt Skole", kind: "school", municipality },
    kindergarten: {
      id: "visma-flyt-barnehage",
      name: "Visma Flyt Barnehage",
      kind: "kindergarten",
      municipality,
    },
  } as const;
}

/** The one system that a neighbouring municipality has in this world; its id is its own, as the portal keeps registers apart by it. */
export function neighbourSchool({ orgNumber, name, theme }: Municipality) {
  return {
    id: `${theme}-skole`,
    name: `Skolesystemet i ${name}`,
    kind: "school",
    municipality: { orgNumber, name },
  } as const;
}

/** Promises a municipality of this world: the first one where none is asked for, and a sentence where a stranger is. */
export function municipalityNamed(name: string | undefined): Municipality {
  if (name === undefined || name === "") return MUNICIPALITIES.provebygd;
  if (!isMunicipality(name)) {
    throw new Obstacle(
      `There is no municipality ${name}: choose among ${Object.keys(MUNICIPALITIES).join(", ")}.`,
    );
  }
  return MUNICIPALITIES[name];
}

function isMunicipality(name: string): name is keyof typeof MUNICIPALITIES {
  return Object.hasOwn(MUNICIPALITIES, name);
}
