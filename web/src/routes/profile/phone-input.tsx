import { Input, Label, ValidationMessage } from "@digdir/designsystemet-react";
import type { RefObject } from "react";
import { useWords } from "./words.ts";

export type PhoneFault = "empty" | "invalid";

export interface PhoneInputProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly phone: string;
  readonly fault: PhoneFault | null;
  readonly onChange: (phone: string) => void;
}

const INPUT_ID = "jobbtelefon";
const HINT_ID = "jobbtelefon-hjelp";
const FAULT_ID = "jobbtelefon-feil";

/** One field with its label and its help above, and what is wrong with it beneath. */
export function PhoneInput({ input, phone, fault, onChange }: PhoneInputProps) {
  const { t } = useWords();
  return (
    <div className="ds-field">
      <Label htmlFor={INPUT_ID}>{t("workPhone.label")}</Label>
      <div id={HINT_ID} data-field="description">
        {t("workPhone.hint")}
      </div>
      <Input
        id={INPUT_ID}
        ref={input}
        type="tel"
        inputMode="tel"
        autoComplete="work tel"
        maxLength={64}
        value={phone}
        aria-describedby={fault === null ? HINT_ID : `${FAULT_ID} ${HINT_ID}`}
        aria-invalid={fault === null ? undefined : true}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== null && <ValidationMessage id={FAULT_ID}>{t(`workPhone.${fault}`)}</ValidationMessage>}
    </div>
  );
}
