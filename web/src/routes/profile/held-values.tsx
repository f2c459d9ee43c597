import { Paragraph } from "@digdir/designsystemet-react";
import type { HeldValue, KrrChannelView } from "@foresattportal/shared/contract/profile.ts";
import { monthAndYear } from "../../format-time.ts";
import { ContactValue } from "./contact-value.tsx";
import { isUsableInKrr } from "./field-state.ts";
import { Text } from "../../components/text.tsx";
import { originLines, originText } from "./origin-words.ts";
import { useWords } from "./words.ts";

interface KrrRowProps {
  readonly krr: KrrChannelView;
}

/** The row of kontaktregisteret among the registers' rows; nothing when it holds none of use or did not tell. */
function KrrRow({ krr }: KrrRowProps) {
  const { t } = useWords();
  if (!isUsableInKrr(krr)) return null;
  return (
    <div className="rows__row">
      <dt>{t("system.krr")}</dt>
      <dd>
        <ContactValue display={krr.display} />
        {krr.confirmedAt !== null && (
          <span className="rows__origin">
            {t("origin.krrRow", { month: monthAndYear(krr.confirmedAt, t) })}
          </span>
        )}
      </dd>
    </div>
  );
}

export interface KrrValueProps {
  readonly krr: KrrChannelView;
  /** What is shown already; kontaktregisteret's value is told only when it is another. */
  readonly besides: string | null;
}

/** What kontaktregisteret holds, where that is news. */
export function KrrValue({ krr, besides }: KrrValueProps) {
  if (!isUsableInKrr(krr) || krr.value === besides) return null;
  return (
    <dl className="rows">
      <KrrRow krr={krr} />
    </dl>
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
      <KrrValue krr={krr} besides={held.value} />
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
        <div key={`${holding.systemId} ${display}`} className="rows__row">
          <dt>{words.names.first([holding.systemId])}</dt>
          <dd>
            <ContactValue display={display} />
            <span className="rows__origin">
              <Text>{originText(holding, words)}</Text>
            </span>
          </dd>
        </div>
      ))}
      <KrrRow krr={krr} />
    </dl>
  );
}
