import { useTranslation } from "react-i18next";
import { Disclosure } from "./disclosure.tsx";
import { UserMenuList } from "./menu-lists.ts";

export interface UserMenuProps {
  readonly name: string;
}

/** What stands under the user's own name: their page, the language, the way out (P8). */
export function UserMenu({ name }: UserMenuProps) {
  const { t } = useTranslation();
  return (
    <Disclosure label={t("frame.menu")} icon="person" name={name}>
      {(close) => <UserMenuList onChosen={close} />}
    </Disclosure>
  );
}
