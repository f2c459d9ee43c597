import { Button } from "@digdir/designsystemet-react";
import type { WorkPhoneView } from "@foresattportal/shared/contract/profile.ts";
import type { RefObject } from "react";
import { useWords } from "./words.ts";

export interface WorkPhoneButtonsProps {
  readonly workPhone: WorkPhoneView;
  /** The button that takes the focus when a form closes. */
  readonly first: RefObject<HTMLButtonElement | null>;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** What can be done to the number as it is now; the names tell which number, also out of their surroundings. */
export function WorkPhoneButtons({ workPhone, first, onEdit, onRemove }: WorkPhoneButtonsProps) {
  const { t } = useWords();
  if (workPhone.state === "none")
    return (
      <div className="actions">
        <Button ref={first} variant="secondary" onClick={onEdit}>
          {t("workPhone.add")}
        </Button>
      </div>
    );
  return (
    <div className="actions">
      <Button ref={first} variant="secondary" aria-label={t("workPhone.changeName")} onClick={onEdit}>
        {t("workPhone.change")}
      </Button>
      <Button variant="tertiary" aria-label={t("workPhone.removeName")} onClick={onRemove}>
        {t("workPhone.remove")}
      </Button>
    </div>
  );
}
