import { Link, Paragraph } from "@digdir/designsystemet-react";
import { Icon } from "./icon.tsx";

export interface OutwardLinkProps {
  readonly href: string;
  /** Names the destination. */
  readonly children: string;
}

/** Leads to somebody else's page in the same tab, on a line of its own; on paper its address stands behind it. */
export function OutwardLink({ href, children }: OutwardLinkProps) {
  return (
    <Paragraph>
      <Link href={href}>
        <span>{children}</span>
        <Icon name="external" />
      </Link>
    </Paragraph>
  );
}
