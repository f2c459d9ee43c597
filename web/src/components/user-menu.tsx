import { useTranslation } from "react-i18next";
import { Disclosure } from "./disclosure.tsx";
import { later } from "./later.tsx";

const userMenuList = later(async () => (await import("./user-menu-list.tsx")).UserMenuList);

export interface UserMenuProps {
  readonly name: string;
}

/** What stands under the user's own name: their page, the language, the way out (P8). */
export function UserMenu({ name }: UserMenuProps) {
  const { t, i18n } = useTranslation();
  return (
    <Disclosure
      label={t("frame.menu")}
      icon="person"
      name={name}
      prepare={() => void userMenuList.prepare(i18n)}
    >
      {(close) => <userMenuList.Part onChosen={close} />}
    </Disclosure>
  );
}
