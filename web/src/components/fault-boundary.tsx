import { Button, Paragraph } from "@digdir/designsystemet-react";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Frame } from "./frame.tsx";
import { Page } from "./page.tsx";

export interface FaultBoundaryProps {
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Shows the fallback in the place of children that threw; React asks for a class here. */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

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
