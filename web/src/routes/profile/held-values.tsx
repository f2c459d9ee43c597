import { Paragraph } from "@digdir/designsystemet-react";
import type { HeldValue, KrrChannelView } from "@foresattportal/shared/contract/profile.ts";
import { monthAndYear } from "../../format-time.ts";
import { ContactValue } from "./contact-value.tsx";
import { originLines, originText } from "./origin-words.ts";
import { useWords } from "./words.ts";

export interface KrrValueProps {
  readonly krr: KrrChannelView;
}

/** The row of kontaktregisteret among the registers' rows; nothing when it holds no value or did not tell. */
export function KrrValue({ krr }: KrrValueProps) {
  const { t, language } = useWords();
  if (krr.state === "not-known" || krr.state === "none") return null;
  return (
    <div className="rows__row rows__row--krr">
      <dt>{t("system.krr")}</dt>
      <dd>
        <ContactValue display={krr.display} />
        {krr.confirmedAt !== null && (
          <span className="rows__origin">
            {t("origin.krrRow", { month: monthAndYear(krr.confirmedAt, language) })}
          </span>
        )}
      </dd>
    </div>
  );
}

export interface AgreedValueProps {
  readonly held: HeldValue;
  readonly krr: KrrChannelView;
}

/** The one value that all registers hold, however written, and kontaktregisteret's beside it when that differs. */
export function AgreedValue({ held, krr }: AgreedValueProps) {
  const words = useWords();
  const lines = originLines(held.holdings, words);
  const isOther = krr.state !== "not-known" && krr.state !== "none" && krr.value !== held.value;
  return (
    <>
      <p className="hero">
        <ContactValue display={held.display} />
      </p>
      {lines.length === 1 && <Holders held={held} />}
      {lines.map((line) => (
        <Paragraph key={line} className="small muted">
          {line}
        </Paragraph>
      ))}
      {isOther && (
        <dl className="rows">
          <KrrValue krr={krr} />
        </dl>
      )}
    </>
  );
}

interface HoldersProps {
  readonly held: HeldValue;
}

function Holders({ held }: HoldersProps) {
  const { t, names, systems } = useWords();
  const ids = systems
    .map(({ id }) => id)
    .filter((id) => held.holdings.some(({ systemId }) => systemId === id));
  return (
    <ul className="holders" aria-label={t("contact.heldBy")}>
      {ids.map((id) => (
        <li key={id}>{names.first([id])}</li>
      ))}
    </ul>
  );
}

export interface DifferingValuesProps {
  readonly held: readonly HeldValue[];
  readonly krr: KrrChannelView;
}

/** Every value with the register that holds it, in one card, and kontaktregisteret's beneath. */
export function DifferingValues({ held, krr }: DifferingValuesProps) {
  const words = useWords();
  const rows = words.systems.flatMap(({ id }) =>
    held.flatMap(({ display, holdings }) =>
      holdings.filter(({ systemId }) => systemId === id).map((holding) => ({ display, holding })),
    ),
  );
  return (
    <dl className="rows">
      {rows.map(({ display, holding }) => (
        <div key={holding.systemId} className="rows__row">
          <dt>{words.names.first([holding.systemId])}</dt>
          <dd>
            <ContactValue display={display} />
            <span className="rows__origin">{originText(holding, words)}</span>
          </dd>
        </div>
      ))}
      <KrrValue krr={krr} />
    </dl>
  );
}
