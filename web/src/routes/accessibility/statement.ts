/** When the whole of what the statement tells was last tested; ISO 8601. */
export const TESTED_AT = "2026-11-22T12:00:00Z";

/** The statement's sections in order, each with its running text and its list. */
export const SECTIONS = [
  { heading: "accessibility.standard.heading", paragraphs: ["accessibility.standard.text"], points: [] },
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
  },
  {
    heading: "accessibility.known.heading",
    paragraphs: [],
    points: ["accessibility.known.sami", "accessibility.known.reader"],
  },
  { heading: "accessibility.report.heading", paragraphs: ["accessibility.report.text"], points: [] },
  {
    heading: "accessibility.supervision.heading",
    paragraphs: ["accessibility.supervision.text"],
    points: [],
  },
] as const;
