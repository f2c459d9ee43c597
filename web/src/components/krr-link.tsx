import { Button, Link } from "@digdir/designsystemet-react";
import { Icon } from "./icon.tsx";
import { useKrrAddress } from "../page-data/page-data.ts";
import { Text } from "./text.tsx";

export interface KrrLinkProps {
  /** Names the destination. */
  readonly children: string;
  readonly look: "link" | "button";
}

/** Leads to kontaktregisteret in the same tab, or shows nothing when its address is not known. */
export function KrrLink({ children, look }: KrrLinkProps) {
  const address = useKrrAddress();
  if (address === null) return null;
  if (look === "link")
    return (
      <Link href={address}>
        <span>
          <Text>{children}</Text>
        </span>
        <Icon name="external" />
      </Link>
    );
  return (
    <Button asChild variant="secondary">
      <a href={address}>
        {children}
        <Icon name="external" />
      </a>
    </Button>
  );
}
