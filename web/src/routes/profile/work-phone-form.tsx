import { Button } from "@digdir/designsystemet-react";
import type { WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { Answer } from "../../api/answer.ts";
import { PhoneInput, type PhoneFault } from "./phone-input.tsx";
import { useWords } from "./words.ts";

export interface WorkPhoneFormProps {
  readonly current: string;
  readonly busy: boolean;
  readonly save: (phone: string) => Promise<Answer<WorkPhoneResult>>;
  readonly onClose: () => void;
}

/** What was typed stays until it is saved or cancelled; the focus goes back to a field that was refused. */
export function WorkPhoneForm({ current, busy, save, onClose }: WorkPhoneFormProps) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [phone, setPhone] = useState(current);
  const [fault, setFault] = useState<PhoneFault | null>(null);
  useEffect(() => input.current?.focus(), []);

  const refuse = (reason: PhoneFault): void => {
    setFault(reason);
    input.current?.focus();
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    if (phone.trim() === "") return refuse("empty");
    setFault(null);
    const answer = await save(phone.trim());
    if (answer.ok) return onClose();
    if (answer.code === "invalid-input") refuse("invalid");
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void submit();
  };

  return (
    <form className="form" noValidate onSubmit={onSubmit}>
      <PhoneInput input={input} phone={phone} fault={fault} onChange={setPhone} />
      <div className="actions">
        <Button type="submit" variant="secondary" loading={busy}>
          {t("workPhone.save")}
        </Button>
        <Button variant="tertiary" onClick={onClose}>
          {t("workPhone.cancel")}
        </Button>
      </div>
    </form>
  );
}
