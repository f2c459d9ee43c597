/** When the whole of what the statement tells was last tested; ISO 8601. CONTRIBUTING.md says when it is set. */
export const TESTED_AT = "2026-11-22T00:00:00Z";

/** The authority that sees to it that the demands are met. */
export const SUPERVISION_ADDRESS = "https://www.uutilsynet.no";

/** The statement's sections in order, each with its running text, its list and where it leads. */
export const SECTIONS = [
  {
    heading: "accessibility.standard.heading",
    paragraphs: ["accessibility.standard.text"],
    points: [],
    link: null,
  },
  {
    heading: "accessibility.done.heading",
    paragraphs: [],
    points: [
      "accessibility.done.keyboard",
      "accessibility.done.reader",
      "accessibility.done.zoom",
      "accessibility.done.colour",
      "accessibility.done.motion",
    ],
    link: null,
  },
  {
    heading: "accessibility.tested.heading",
    paragraphs: ["accessibility.tested.date"],
    points: [
      "accessibility.tested.axe",
      "accessibility.tested.keyboard",
      "accessibility.tested.zoom",
      "accessibility.tested.appearance",
      "accessibility.tested.reader",
    ],
    link: null,
  },
  {
    heading: "accessibility.known.heading",
    paragraphs: [],
    points: ["accessibility.known.sami", "accessibility.known.reader"],
    link: null,
  },
  {
    heading: "accessibility.report.heading",
    paragraphs: ["accessibility.report.text"],
    points: [],
    link: "contact",
  },
  {
    heading: "accessibility.supervision.heading",
    paragraphs: ["accessibility.supervision.text"],
    points: [],
    link: "supervision",
  },
] as const;
