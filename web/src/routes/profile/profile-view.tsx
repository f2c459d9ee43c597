import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { unreachable } from "../../unreachable.ts";
import { KnownPerson } from "./known-person.tsx";
import { nobodyAnswers } from "./outcomes.ts";
import { createSystemNames } from "./system-names.ts";
import { UnknownPerson } from "./unknown-person.tsx";
import { useProfile, type ProfileActions } from "./use-profile.ts";
import { useRefreshOnReturn } from "./use-return.ts";
import { WordsContext, type Words } from "./words.ts";

export interface ProfileViewProps {
  readonly loaded: Profile;
  /** Whether the person has just come back from kontaktregisteret. */
  readonly returned: boolean;
}

/** Shows the newest profile, whichever state it is in. */
export function ProfileView({ loaded, returned }: ProfileViewProps) {
  const { t } = useTranslation();
  const actions = useProfile(loaded);
  useRefreshOnReturn(returned, actions);
  const [now] = useState(() => new Date());
  const { systems, krr } = actions.profile;
  const words = useMemo<Words>(
    () => ({ t, now, systems, krr, names: createSystemNames(systems, t) }),
    [t, now, systems, krr],
  );
  return <WordsContext value={words}>{stateView(actions, returned)}</WordsContext>;
}

function stateView(actions: ProfileActions, returned: boolean): ReactNode {
  const { page } = actions.profile;
  switch (page.state) {
    case "known":
      return <KnownPerson page={page} actions={actions} returned={returned} />;
    case "unknown":
      return <UnknownPerson />;
    case "unavailable":
      return <nobodyAnswers.Part />;
    default:
      return unreachable(page);
  }
}
