import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import type { ReactNode } from "react";
import { unreachable } from "../../unreachable.ts";
import { ContactValue } from "./contact-value.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { WorkPhoneEditor } from "./work-phone-editor.tsx";
import { useWords, type Words } from "./words.ts";

export interface WorkPhoneProps {
  readonly workPhone: WorkPhoneView;
  readonly actions: ProfileActions;
}

/** «Annen kontaktinformasjon»: the guardian's own field, which no register and no sync decides over. */
export function WorkPhone({ workPhone, actions }: WorkPhoneProps) {
  const words = useWords();
  const { t, names, systems } = words;
  const held = systems.filter(({ holdsPerson }) => holdsPerson === true).map(({ id }) => id);
  const holders = holdersOf(workPhone);
  return (
    <section className="section work-phone" aria-labelledby="annen-kontaktinformasjon">
      <Heading level={2} data-size="xs" id="annen-kontaktinformasjon">
        {t("workPhone.heading")}
      </Heading>
      <div className="work-phone__value">
        <Heading level={3} data-size="2xs">
          {t("workPhone.label")}
        </Heading>
        {valueView(workPhone, words)}
      </div>
      {workPhone.state === "differing" && (
        <Paragraph>{t("workPhone.differing", names.both(holders))}</Paragraph>
      )}
      {holders.length > 0 && held.some((id) => !holders.includes(id)) && (
        <Paragraph>{t("workPhone.onlyIn", names.both(holders))}</Paragraph>
      )}
      <Paragraph className="small muted">{t("workPhone.intro", names.both(held))}</Paragraph>
      <WorkPhoneEditor workPhone={workPhone} actions={actions} />
    </section>
  );
}

/** The registers that hold a number, whichever. */
function holdersOf(workPhone: WorkPhoneView): string[] {
  if (workPhone.state === "none") return [];
  return [workPhone.held].flat().flatMap(({ holdings }) => holdings.map(({ systemId }) => systemId));
}

function valueView(workPhone: WorkPhoneView, words: Words): ReactNode {
  const { t, names } = words;
  switch (workPhone.state) {
    case "none":
      return <Paragraph>{t("workPhone.none")}</Paragraph>;
    case "agreed":
      return (
        <p className="hero">
          <ContactValue display={workPhone.held.display} />
        </p>
      );
    case "differing": {
      const rows = workPhone.held.flatMap(({ display, holdings }) =>
        holdings.map(({ systemId }) => ({ display, systemId })),
      );
      return (
        <dl className="rows">
          {rows.map(({ display, systemId }) => (
            <div key={`${systemId} ${display}`} className="rows__row">
              <dt>{names.first([systemId])}</dt>
              <dd>
                <ContactValue display={display} />
              </dd>
            </div>
          ))}
        </dl>
      );
    }
    default:
      return unreachable(workPhone);
  }
}
