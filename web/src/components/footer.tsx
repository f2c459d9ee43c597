import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { AWAITING_REVIEW } from "../locales/index.ts";

/** The statements that every public page must offer, and the way to help. */
export function Footer() {
  const { t, i18n } = useTranslation();
  return (
    <footer className="footer">
      <div className="footer__inner">
        <nav className="footer__links" aria-label={t("frame.footer")}>
          <Link className="ds-link" data-color="neutral" to={PAGES.accessibility}>
            {t("page.accessibility")}
          </Link>
          <Link className="ds-link" data-color="neutral" to={PAGES.privacy}>
            {t("page.privacy")}
          </Link>
          <Link className="ds-link" data-color="neutral" to={PAGES.help}>
            {t("page.help")}
          </Link>
        </nav>
        <p className="footer__note">{t("frame.cookies")}</p>
        {AWAITING_REVIEW.some((language) => language === i18n.language) && (
          <p className="footer__note">{t("frame.awaitingReview")}</p>
        )}
      </div>
    </footer>
  );
}
