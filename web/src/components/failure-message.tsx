import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/answer.ts";
import { FURTHER } from "../locales/index.ts";
import { Text } from "./text.tsx";
import { useFailureText } from "./use-failure-text.ts";

export interface FailureMessageProps {
  readonly failure: Failure;
}

/** A failure in the place of what it kept from being shown. */
export function FailureMessage({ failure }: FailureMessageProps) {
  const { t: further } = useTranslation(FURTHER);
  const tell = useFailureText();
  return (
    <Alert data-color="danger" role="alert">
      <Heading level={2} data-size="xs">
        {further(`failure.${failure.code}.title`)}
      </Heading>
      <Paragraph>
        <Text>{tell(failure)}</Text>
      </Paragraph>
    </Alert>
  );
}
