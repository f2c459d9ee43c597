import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { Icon } from "../../components/icon.tsx";
import { Text } from "../../components/text.tsx";
import { notices } from "./notice-words.ts";
import { useWords } from "./words.ts";

export interface NoticesProps {
  readonly profile: Profile;
}

/** What concerns the whole page; nothing at all when there is nothing to say. */
export function Notices({ profile }: NoticesProps) {
  const shown = notices(profile, useWords());
  if (shown.length === 0) return null;
  return (
    <ul className="notices">
      {shown.map(({ id, severity, text }) => (
        <li key={id} data-color={severity}>
          <Icon name={severity} />
          <span>
            <Text>{text}</Text>
          </span>
        </li>
      ))}
    </ul>
  );
}
