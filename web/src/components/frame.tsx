import { SkipLink } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";

const MAIN_ID = "innhold";

export interface FrameProps {
  readonly children: ReactNode;
}

/** What surrounds every page: skip link, header, the one `main`, footer. */
export function Frame({ children }: FrameProps) {
  const { t } = useTranslation();
  return (
    <>
      <SkipLink href={`#${MAIN_ID}`}>{t("frame.skip")}</SkipLink>
      <Header />
      <main id={MAIN_ID} tabIndex={-1} className="main">
        {children}
      </main>
      <Footer />
    </>
  );
}
