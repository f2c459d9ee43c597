import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Frame } from "./frame.tsx";
import { Page } from "./page.tsx";

/** Says that the fault is ours and shows nothing of it; for the place inside the frame. */
export function PageFault() {
  const { t } = useTranslation();
  return (
    <Page title={t("page.fault")}>
      <Paragraph>{t("fault.text")}</Paragraph>
      <Button onClick={() => window.location.reload()}>{t("fault.reload")}</Button>
    </Page>
  );
}

/** The same when the frame itself could not be filled. */
export function FrameFault() {
  return (
    <Frame>
      <PageFault />
    </Frame>
  );
}
