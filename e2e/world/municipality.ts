/** The invented municipality of the simulated world, and the vendor that runs the portal for it; both numbers have a valid check digit. */
export const MUNICIPALITY = { orgNumber: "910000004", name: "Prøvebygd kommune" } as const;
export const VENDOR = { orgNumber: "920000002" } as const;

export const SCHOOL = {
  id: "visma-flyt-skole",
  name: "Visma Flyt Skole",
  kind: "school",
  municipality: MUNICIPALITY,
} as const;

export const KINDERGARTEN = {
  id: "visma-flyt-barnehage",
  name: "Visma Flyt Barnehage",
  kind: "kindergarten",
  municipality: MUNICIPALITY,
} as const;
