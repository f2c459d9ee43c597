/** Every address of the single-page application; the bff answers 404 for any other document. */
export const PAGES = {
  home: "/",
  profile: "/min-profil",
  /** The return address that is registered with Digdir as `gotoUrl`: static and in lower case (national-registers A.14). */
  returned: "/tilbake",
  loggedOut: "/utlogget",
  privacy: "/personvern",
  accessibility: "/tilgjengelighet",
  help: "/hjelp",
} as const;

/** The page after a logout of which ID-porten could not be told: it says that other services may be open (LO5). */
export const LOGGED_OUT_HERE_ONLY = { address: `${PAGES.loggedOut}?kun=her`, query: "kun=her" } as const;

/** Human pages for failures live at `/feil/<code>`, so that neither an OIDC code nor a state stays in the address bar. */
export const FAILURE_PAGE_PREFIX = "/feil/";
