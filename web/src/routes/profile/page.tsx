import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isSessionEnd, type SessionEndCode } from "../../api/failure.ts";
import { Loading } from "../../components/loading.tsx";
import { Page } from "../../components/page.tsx";
import { useProfileData } from "../../page-data/page-data.ts";
import { leavePersonalView } from "../../session/leave-personal-view.ts";
import { logInAfterReturn, profileFailure } from "./outcomes.ts";
import { ProfileView } from "./profile-view.tsx";
import { useHasReturned, useOwnAddress } from "./use-return.ts";

/** «Min profil», or why it cannot be shown; asked for anew whenever a person comes to it. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { answer, failure, load } = useProfileData();
  const returned = useHasReturned();
  const [wasShown, setWasShown] = useState(false);
  const isShown = answer?.ok === true;
  if (isShown && !wasShown) setWasShown(true);
  useOwnAddress(isShown);
  useEffect(() => void load(), [load]);
  if (answer === null) return <Loading />;
  if (!answer.ok && isSessionEnd(answer.code))
    // Later on it is an end like any other.
    return returned && !wasShown ? <logInAfterReturn.Part /> : <SessionEnded code={answer.code} />;
  return (
    <Page title={t("page.profile")}>
      {failure !== null && <profileFailure.Part failure={failure} />}
      {answer.ok ? (
        <ProfileView loaded={answer.data} returned={returned} />
      ) : (
        <profileFailure.Part failure={answer} />
      )}
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
