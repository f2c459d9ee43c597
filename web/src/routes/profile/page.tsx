import { Button, Paragraph } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../api/answer.ts";
import { isSessionEnd, type SessionEndCode } from "../../api/failure.ts";
import { FailureMessage } from "../../components/failure-message.tsx";
import { Loading } from "../../components/loading.tsx";
import { Page } from "../../components/page.tsx";
import { Text } from "../../components/text.tsx";
import { FURTHER } from "../../locales/index.ts";
import { useProfileData } from "../../page-data/page-data.ts";
import { leavePersonalView } from "../../session/leave-personal-view.ts";
import { loginAddress } from "../../session/login-address.ts";
import { useProtectedView } from "../../session/use-protected-view.ts";
import { ProfileView } from "./profile-view.tsx";
import { useHasReturned, useOwnAddress } from "./use-return.ts";

/** «Min profil», or why it cannot be shown; asked for anew whenever a person comes to it. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { answer, load } = useProfileData();
  const returned = useHasReturned();
  useOwnAddress(answer?.ok === true);
  useProtectedView();
  useEffect(() => void load(), [load]);
  if (answer === null) return <Loading />;
  if (!answer.ok && isSessionEnd(answer.code))
    return returned ? <LogInAfterReturn /> : <SessionEnded code={answer.code} />;
  return (
    <Page title={t("page.profile")}>
      {answer.ok ? (
        <ProfileView loaded={answer.data} returned={returned} />
      ) : (
        <ProfileFailure failure={answer} />
      )}
    </Page>
  );
}

/** The session ended while the person was at kontaktregisteret: one more log-in, and then what she came for. */
function LogInAfterReturn() {
  const { t, i18n } = useTranslation();
  const { t: further } = useTranslation(FURTHER);
  return (
    <Page title={t("returned.heading")}>
      <Paragraph>
        <Text>{t("returned.logIn")}</Text>
      </Paragraph>
      <Button asChild>
        <a href={loginAddress(i18n.language, PAGES.returned)}>{further("failure.login")}</a>
      </Button>
    </Page>
  );
}

interface SessionEndedProps {
  readonly code: SessionEndCode;
}

function SessionEnded({ code }: SessionEndedProps) {
  useEffect(() => leavePersonalView(code), [code]);
  return null;
}

interface ProfileFailureProps {
  readonly failure: Failure;
}

function ProfileFailure({ failure }: ProfileFailureProps) {
  const { t: further } = useTranslation(FURTHER);
  const { loading, load } = useProfileData();
  return (
    <>
      <FailureMessage failure={failure} />
      <Button loading={loading} onClick={() => void load()}>
        {further("failure.retry")}
      </Button>
    </>
  );
}
