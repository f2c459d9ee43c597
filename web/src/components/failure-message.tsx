import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/answer.ts";
import { failureText } from "./failure-text.ts";

export interface FailureMessageProps {
  readonly failure: Failure;
}

/** A failure in the place of what it kept from being shown. */
export function FailureMessage({ failure }: FailureMessageProps) {
  const { t } = useTranslation();
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">
        {t(`failure.${failure.code}.title`)}
      </Heading>
      <Paragraph>{failureText(failure, t)}</Paragraph>
    </Alert>
  );
}
