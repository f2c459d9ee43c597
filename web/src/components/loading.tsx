import { useTranslation } from "react-i18next";

/** Keeps the place of the page while it is fetched; the style sheet shows it only when that takes more than a second. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status">
      <span className="ds-sr-only">{t("frame.loading")}</span>
      <span className="skeleton__title" />
      <span className="skeleton__verdict" />
      <span className="skeleton__card" />
      <span className="skeleton__card" />
    </div>
  );
}
