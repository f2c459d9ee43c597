import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { Button } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLoaderData, useRevalidator } from "react-router";
import type { Answer, Failure } from "../../api/answer.ts";
import { isSessionEnd, type SessionEndCode } from "../../api/failure.ts";
import { FailureMessage } from "../../components/failure-message.tsx";
import { Page } from "../../components/page.tsx";
import { leavePersonalView } from "../../session/leave-personal-view.ts";
import { useProtectedView } from "../../session/use-protected-view.ts";
import { ProfileView } from "./profile-view.tsx";

/** «Min profil», or why it cannot be shown. */
export function ProfilePage() {
  const { t } = useTranslation();
  const answer: Answer<Profile> = useLoaderData();
  useProtectedView();
  if (!answer.ok && isSessionEnd(answer.code)) return <SessionEnded code={answer.code} />;
  return (
    <Page title={t("page.profile")}>
      {answer.ok ? <ProfileView loaded={answer.data} /> : <ProfileFailure failure={answer} />}
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
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  return (
    <>
      <FailureMessage failure={failure} />
      <Button loading={state === "loading"} onClick={() => void revalidate()}>
        {t("failure.retry")}
      </Button>
    </>
  );
}
