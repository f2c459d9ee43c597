import { useState } from "react";
import { logOut } from "../api/log-out.ts";
import { replaceDocument } from "./leave-personal-view.ts";
import { announce } from "./session-channel.ts";

export interface LogOut {
  readonly busy: boolean;
  readonly failed: boolean;
  readonly logOutNow: () => Promise<void>;
}

/** Promises that the person is either logged out in every tab, or told that they are not. */
export function useLogOut(): LogOut {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const logOutNow = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed(false);
    const answer = await logOut();
    if (answer.ok) {
      announce("logged-out");
      replaceDocument(answer.data.redirectTo);
      return;
    }
    setBusy(false);
    setFailed(true);
  };
  return { busy, failed, logOutNow };
}
