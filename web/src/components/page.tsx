import { Heading } from "@digdir/designsystemet-react";
import { use, useEffect, useRef, type ReactNode } from "react";
import { useOwner } from "../page-data/page-data.ts";
import { NavigatedContext } from "./navigation.ts";

export interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Promises one `h1` and a document title of its own; after a navigation the heading has the focus, so that it is read aloud. */
export function Page({ title, children }: PageProps) {
  const owner = useOwner();
  const heading = useRef<HTMLHeadingElement>(null);
  const navigated = use(NavigatedContext);
  useEffect(() => {
    document.title = title === owner ? title : `${title} – ${owner}`;
  }, [title, owner]);
  useEffect(() => {
    if (navigated) heading.current?.focus({ preventScroll: true });
  }, [navigated]);
  return (
    <>
      <Heading ref={heading} level={1} data-size="lg" tabIndex={-1} className="page-title">
        {title}
      </Heading>
      {children}
    </>
  );
}
