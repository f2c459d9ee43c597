import { Button, Paragraph } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../api/answer.ts";
import { FailureMessage } from "../../components/failure-message.tsx";
import { Page } from "../../components/page.tsx";
import { Text } from "../../components/text.tsx";
import { useFailureText } from "../../components/use-failure-text.ts";
import { FURTHER } from "../../locales/index.ts";
import { loginAddress } from "../../session/login-address.ts";
import { TryAgain } from "./try-again.tsx";

/** The session ended while the person was at kontaktregisteret: one more log-in, and then what she came for. */
export function LogInAfterReturn() {
  const { t: further, i18n } = useTranslation(FURTHER);
  return (
    <Page title={further("returned.heading")}>
      <Paragraph>
        <Text>{further("returned.logIn")}</Text>
      </Paragraph>
      <Button asChild>
        <a href={loginAddress(i18n.language, PAGES.returned)}>{further("failure.login")}</a>
      </Button>
    </Page>
  );
}

export interface ProfileFailureProps {
  readonly failure: Failure;
}

/** Why the profile could not be fetched, and the way to try again. */
export function ProfileFailure({ failure }: ProfileFailureProps) {
  const { t: further } = useTranslation(FURTHER);
  const tell = useFailureText();
  return (
    <>
      <FailureMessage failure={failure} />
      <TryAgain failed={tell(failure)}>{further("failure.retry")}</TryAgain>
    </>
  );
}
