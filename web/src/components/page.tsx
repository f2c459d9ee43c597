import { Heading } from "@digdir/designsystemet-react";
import { useEffect, type ReactNode } from "react";
import { useOwner } from "./root-data.ts";

export interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Promises one `h1`, a document title of its own, and a heading that can take the focus after a navigation. */
export function Page({ title, children }: PageProps) {
  const owner = useOwner();
  useEffect(() => {
    document.title = title === owner ? title : `${title} – ${owner}`;
  }, [title, owner]);
  return (
    <>
      <Heading level={1} data-size="lg" tabIndex={-1} className="page-title">
        {title}
      </Heading>
      {children}
    </>
  );
}
