import { Button } from "@digdir/designsystemet-react";
import { useEffect, useState } from "react";
import { useProfileData } from "../../page-data/page-data.ts";

export interface TryAgainProps {
  /** What stands on the button. */
  readonly children: string;
  /** What is read aloud when it came to nothing once more. */
  readonly failed: string;
}

/** Asks for the profile again, and promises that the end of it is noticed: by the heading's focus, or by what is read aloud. */
export function TryAgain({ children, failed }: TryAgainProps) {
  const { loading, load } = useProfileData();
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (!tried) return;
    return () => {
      // The button had the focus, and is gone with what it stood under.
      if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    };
  }, [tried]);
  const tryNow = (): void => {
    setTried(true);
    void load();
  };
  return (
    <>
      {/* Empty while it is being tried, so that the same words are read aloud each time. */}
      <div role="status" className="ds-sr-only">
        {tried && !loading && failed}
      </div>
      <Button loading={loading} onClick={tryNow}>
        {children}
      </Button>
    </>
  );
}
