import { PAGES } from "@foresattportal/shared/pages.ts";

/** Promises the address that starts a log-in in this language and ends at this page of ours, «Min profil» unless another is named. */
export function loginAddress(language: string, returnTo: string = PAGES.profile): string {
  return `/auth/login?${new URLSearchParams({ returnTo, locale: language }).toString()}`;
}
