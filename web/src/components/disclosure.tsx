import { Button } from "@digdir/designsystemet-react";
import { useCallback, useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Icon, type IconProps } from "./icon.tsx";
import { useDismiss } from "./use-dismiss.ts";

export interface DisclosureProps {
  /** What screen readers call the region. */
  readonly label: string;
  readonly icon: IconProps["name"];
  /** What stands on the button. */
  readonly name: string;
  /** What opens; it is given the way to close, after which the focus is on the button again. */
  readonly children: (close: () => void) => ReactNode;
  /** Called when somebody is about to open it. */
  readonly prepare: () => void;
}

/** A button in the header that opens a list of links and buttons; not a menu of an application. */
export function Disclosure({ label, icon, name, children, prepare }: DisclosureProps) {
  const listId = useId();
  const region = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  useDismiss(region, open, close);
  // What had the focus is gone when the list closes; who closed it by moving on has the focus elsewhere and keeps it.
  useLayoutEffect(() => {
    if (!open && list.current?.contains(document.activeElement) === true) toggle.current?.focus();
  }, [open]);

  return (
    <nav ref={region} className="user-menu" aria-label={label}>
      <Button
        ref={toggle}
        variant="tertiary"
        data-color="neutral"
        className="user-menu__toggle"
        aria-expanded={open}
        aria-controls={listId}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          setOpen(!open);
          setUsed(true);
        }}
      >
        <Icon name={icon} />
        <span className="user-menu__name">{name}</span>
        <Icon name="down" />
      </Button>
      <div ref={list} id={listId} className="ds-dropdown user-menu__list" hidden={!open}>
        {used && children(close)}
      </div>
    </nav>
  );
}
