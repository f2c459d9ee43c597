import type { KrrStatusView, SystemStatus } from "@foresattportal/shared/contract/profile.ts";
import type { TFunction } from "i18next";
import { createContext, useContext } from "react";
import type { SystemNames } from "./system-names.ts";

/** Everything that turns a profile into sentences. */
export interface Words {
  readonly t: TFunction;
  readonly now: Date;
  readonly names: SystemNames;
  readonly systems: readonly SystemStatus[];
  readonly krr: KrrStatusView;
}

/** The words of the profile that is shown; set by the page and used by everything on it. */
export const WordsContext = createContext<Words | null>(null);

/** Promises the words of the profile that is shown. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error("no profile is shown");
  return words;
}
