import { Alert, Button, Dialog, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { FURTHER } from "../locales/index.ts";
import { useLocation } from "wouter";
import { useLogOut } from "./use-log-out.ts";
import { loginAddress } from "./login-address.ts";
import { minutesLeft, type SessionPhase } from "./session-limits.ts";

export interface SessionDialogProps {
  /** Null while the end is not near: the dialog closes, and gives the focus back to where it was. */
  readonly ending: Extract<SessionPhase, { phase: "ending" }> | null;
  /** Promises false when there was no answer. */
  readonly stay: () => Promise<boolean>;
}

/**
 * The question five minutes before the end. The time that is left is counted in minutes and read aloud as it changes;
 * a count of seconds would talk over everything else. Escape means to stay; where that is impossible, to have seen it.
 */
export function SessionDialog({ ending, stay }: SessionDialogProps) {
  const { t } = useTranslation(FURTHER);
  const headingId = useId();
  const textId = useId();
  const [seen, setSeen] = useState(false);
  const { busy, failed, stayNow } = useStay(stay);
  const { fixed, left } = ending ?? { fixed: false, left: 0 };
  const minutes = minutesLeft(left);
  const onCancel = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (fixed) setSeen(true);
    else void stayNow();
  };
  return (
    <Dialog
      open={ending !== null && !seen}
      closeButton={false}
      role="alertdialog"
      className="session-dialog"
      aria-labelledby={headingId}
      aria-describedby={textId}
      onCancel={onCancel}
    >
      <Heading level={2} data-size="sm" id={headingId}>
        {t("session.heading")}
      </Heading>
      <div id={textId}>
        <Paragraph>{t(fixed ? "session.absoluteText" : "session.text")}</Paragraph>
        <Paragraph role="timer" aria-live="polite" className="session-left">
          {minutes === 0 ? t("session.leftUnderMinute") : t("session.left", { count: minutes })}
        </Paragraph>
      </div>
      <div role="status">{failed && <Alert data-color="danger">{t("session.failed")}</Alert>}</div>
      {fixed ? (
        <LogInAgain onClose={() => setSeen(true)} />
      ) : (
        <StayOrLeave busy={busy} onStay={() => void stayNow()} />
      )}
    </Dialog>
  );
}

function useStay(stay: SessionDialogProps["stay"]) {
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const stayNow = async (): Promise<void> => {
    setBusy(true);
    // The region is emptied, so that a second failure is read aloud too.
    setFailed(false);
    setFailed(!(await stay()));
    setBusy(false);
  };
  return { busy, failed, stayNow };
}

interface LogInAgainProps {
  readonly onClose: () => void;
}

function LogInAgain({ onClose }: LogInAgainProps) {
  const { t, i18n } = useTranslation(FURTHER);
  const [path] = useLocation();
  return (
    <div className="actions">
      <Button asChild>
        <a href={loginAddress(i18n.language, path)}>{t("session.logInAgain")}</a>
      </Button>
      <Button variant="secondary" onClick={onClose}>
        {t("session.close")}
      </Button>
    </div>
  );
}

interface StayOrLeaveProps {
  readonly busy: boolean;
  readonly onStay: () => void;
}

function StayOrLeave({ busy, onStay }: StayOrLeaveProps) {
  const { t } = useTranslation(FURTHER);
  const { t: frame } = useTranslation();
  const leaving = useLogOut();
  return (
    <>
      <div className="actions">
        <Button loading={busy} onClick={onStay}>
          {t("session.stay")}
        </Button>
        <Button variant="secondary" loading={leaving.busy} onClick={() => void leaving.logOutNow()}>
          {t("session.logOut")}
        </Button>
      </div>
      <div role="status">
        {leaving.failed && <Alert data-color="danger">{frame("frame.logOutFailed")}</Alert>}
      </div>
    </>
  );
}
