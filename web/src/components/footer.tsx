import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { AWAITING_REVIEW } from "../locales/index.ts";
import { useContactAddress } from "./contact-address.ts";

/** The statements that every public page must offer, and the ways to help and to the municipality. */
export function Footer() {
  const { t, i18n } = useTranslation();
  const contact = useContactAddress();
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
          {contact !== null && (
            <a className="ds-link" data-color="neutral" href={contact}>
              {t("frame.contact")}
            </a>
          )}
        </nav>
        <p className="footer__note">{t("frame.cookies")}</p>
        {AWAITING_REVIEW.some((language) => language === i18n.language) && (
          <p className="footer__note">{t("frame.awaitingReview")}</p>
        )}
      </div>
    </footer>
  );
}
