import { Button } from "@digdir/designsystemet-react";
import { useCallback, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import { useDismiss } from "./use-dismiss.ts";
import { UserMenuList } from "./user-menu-list.tsx";

export interface UserMenuProps {
  readonly name: string;
}

/** A disclosure under the user's own name: a list of links and buttons, not a menu of an application. */
export function UserMenu({ name }: UserMenuProps) {
  const { t } = useTranslation();
  const listId = useId();
  const region = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = useCallback((by: "escape" | "leaving") => {
    setOpen(false);
    if (by === "escape") toggle.current?.focus();
  }, []);
  useDismiss(region, open, close);

  return (
    <nav ref={region} className="user-menu" aria-label={t("frame.menu")}>
      <Button
        ref={toggle}
        variant="tertiary"
        data-color="neutral"
        className="user-menu__toggle"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className="user-menu__name">{name}</span>
        <Icon name="down" />
      </Button>
      <div id={listId} className="ds-dropdown user-menu__list" hidden={!open}>
        <UserMenuList onChosen={() => setOpen(false)} />
      </div>
    </nav>
  );
}
