import { Fragment } from "react";

export interface ContactValueProps {
  readonly display: string;
}

/** A number or an address for reading; a long address breaks after `@` and `.` only, and a number stays in one piece. */
export function ContactValue({ display }: ContactValueProps) {
  const isAddress = display.includes("@");
  const parts = isAddress ? display.split(/(?<=[@.])/) : [display];
  return (
    <span className={isAddress ? "value value--email" : "value value--phone"}>
      {parts.map((part, index) => (
        <Fragment key={parts.slice(0, index + 1).join("")}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
