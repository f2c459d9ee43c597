import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/**
 * Words that may not be torn apart at their hyphen, as in «e-⏎postadressen»; Northern Sámi writes «e-poasta». And official
 * names that stay Norwegian in every language, which a reader of the page aloud must be told (WCAG 3.1.2).
 */
const PIECES =
  /(e-poa?st\p{L}*|Kontakt- og reservasjonsregisteret|Folkeregisteret|Tilsynet for universell utforming av ikt|fødselsnummer)/iu;

export interface TextProps {
  readonly children: string;
}

/**
 * Shows a text whose «e-post» words stay in one piece and whose Norwegian names are said to be Norwegian. A box around the
 * word, and not another character in it, so that search in the page, copying and screen readers meet the word as it is spelt.
 */
export function Text({ children }: TextProps): ReactNode {
  const { i18n } = useTranslation();
  const parts = children.split(PIECES);
  // With a group in the pattern every second part is what was matched.
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const key = parts.slice(0, index).join("");
    if (/^e-/i.test(part))
      return (
        <span key={key} className="whole-word">
          {part}
        </span>
      );
    return i18n.language.startsWith("n") ? (
      part
    ) : (
      <span key={key} lang="nb">
        {part}
      </span>
    );
  });
}
