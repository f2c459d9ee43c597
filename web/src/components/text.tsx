import type { ReactNode } from "react";

/** Words that may not be torn apart at their hyphen, as in «e-⏎postadressen»; Northern Sámi writes «e-poasta». */
const WHOLE_WORDS = /(e-poa?st\p{L}*)/iu;

export interface TextProps {
  readonly children: string;
}

/**
 * Shows a text whose «e-post» words stay in one piece. A box around the word, and not another character in it, so that
 * search in the page, copying and screen readers meet the word as it is spelt.
 */
export function Text({ children }: TextProps): ReactNode {
  const parts = children.split(WHOLE_WORDS);
  // With a group in the pattern every second part is what was matched.
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <span key={parts.slice(0, index).join("")} className="whole-word">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
