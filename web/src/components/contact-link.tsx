import { useTranslation } from "react-i18next";
import { useContactAddress } from "./contact-address.ts";
import { OutwardLink } from "./outward-link.tsx";

/** Leads to where people write to the municipality, or shows nothing when that is not known. */
export function ContactLink() {
  const { t } = useTranslation();
  const address = useContactAddress();
  return address === null ? null : <OutwardLink href={address}>{t("frame.contact")}</OutwardLink>;
}
