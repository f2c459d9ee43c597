import { PAGES } from "@foresattportal/shared/pages.ts";

/** Promises the address that starts a log-in in this language and ends at «Min profil». */
export function loginAddress(language: string): string {
  return `/auth/login?${new URLSearchParams({ returnTo: PAGES.profile, locale: language }).toString()}`;
}
