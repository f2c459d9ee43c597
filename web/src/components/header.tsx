import { Link as DsLink } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { loginAddress } from "../session/login-address.ts";
import { useIsRootKnown, useOwner, useRootData, useUser } from "../page-data/page-data.ts";
import { LanguageMenu } from "./language-menu.tsx";
import { UserMenu } from "./user-menu.tsx";

/** The bar at the top; it keeps its place and says nothing until it is known who is there. */
export function Header() {
  return (
    <header className="header">
      <div className="header__inner">{useIsRootKnown() && <HeaderContent />}</div>
    </header>
  );
}

/** The owner's name on the left and, on the right, the menu under the user's own name or the way in. */
function HeaderContent() {
  const { t, i18n } = useTranslation();
  const owner = useOwner();
  const { portal } = useRootData();
  const user = useUser();
  const [path] = useLocation();
  return (
    <>
      <Link to={user === null ? PAGES.home : PAGES.profile} className="owner">
        <span className="owner__mark" />
        {/* The name is Norwegian; what stands for it while the server has told none is not. */}
        <span lang={portal === null ? undefined : "nb"}>{owner}</span>
      </Link>
      {user === null ? (
        <div className="header__visitor">
          <LanguageMenu />
          {/* Who has come back from kontaktregisteret sees after the log-in what she came for. */}
          <DsLink
            href={loginAddress(i18n.language, path === PAGES.returned ? path : PAGES.profile)}
            className="header__login"
          >
            {t("frame.logIn")}
          </DsLink>
        </div>
      ) : (
        <UserMenu name={user.name ?? t("frame.loggedIn")} />
      )}
    </>
  );
}
