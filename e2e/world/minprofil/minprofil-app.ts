import { Hono } from "hono";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isLanguage } from "@foresattportal/shared/languages.ts";
import { readForm } from "./contact-form.ts";
import type { Notice } from "./contact-form.ts";
import { allowedReturn } from "./goto-url.ts";
import { createLogin } from "./login.ts";
import type { Login, LoggedIn, PendingLogin } from "./login.ts";
import type { MinprofilAddresses, MinprofilOptions } from "./options.ts";
import { PAGE_HEADERS } from "../plain-page.ts";
import { leftPage, noLoginPage, profilePage } from "./profile-page.ts";
import { TEXTS } from "./texts.ts";
import { createVisits } from "./visits.ts";
import type { Visits } from "./visits.ts";

interface Coming extends PendingLogin {
  readonly returnTo: string | null;
}

interface Visit extends LoggedIn {
  readonly returnTo: string | null;
  /** Shown once. */
  notice: Notice | null;
}

interface Deps extends MinprofilOptions, MinprofilAddresses {
  readonly origin: string;
  readonly oidc: Login;
  readonly coming: Visits<Coming>;
  readonly visits: Visits<Visit>;
  readonly now: () => Date;
}

// Cookies do not tell ports apart: the names must differ from those of ID-porten on the same host.
const COOKIES = { coming: "minprofil_login", visit: "minprofil", locale: "minprofil_locale" } as const;

/** The routes of Min profil. Whoever comes in is taken through ID-porten, so that the right person is shown. */
export function createMinprofilApp(options: MinprofilOptions, origin: string, addresses: MinprofilAddresses) {
  const now = options.now ?? (() => new Date());
  const deps: Deps = {
    ...options,
    ...addresses,
    origin,
    now,
    oidc: createLogin(options.login),
    coming: createVisits<Coming>(now),
    visits: createVisits<Visit>(now),
  };
  const app = new Hono();
  // Before the headers of pages: this address is loaded in a frame of ID-porten's.
  app.get("/frontchannel-logout", (context) => endElsewhere(context, deps));
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
  });
  app.get("/", (context) => enter(context, deps));
  app.get("/innlogging", (context) => comeBack(context, deps));
  app.get("/profil", (context) => show(context, deps));
  app.post("/profil", (context) => save(context, deps));
  app.get("/ut", (context) => leave(context, deps));
  app.get("/utlogget", (context) => context.html(leftPage(textsOf(context))));
  const endVisits = () => {
    deps.visits.closeAll(() => true);
    deps.coming.closeAll(() => true);
  };
  return { app, endVisits };
}

async function enter(context: Context, deps: Deps): Promise<Response> {
  const { locale = getCookie(context, COOKIES.locale), gotoUrl } = context.req.query();
  const language = isLanguage(locale) ? locale : "nb";
  keep(context, COOKIES.locale, language);
  const begun = await deps.oidc.begin(deps.redirectUri, language);
  if (begun === null) return context.html(noLoginPage(TEXTS[language], context.req.url), 503);
  const { url, pending } = begun;
  const returnTo = allowedReturn(gotoUrl, deps.registeredReturns);
  keep(context, COOKIES.coming, deps.coming.open({ ...pending, returnTo }));
  return context.redirect(url.href);
}

async function comeBack(context: Context, deps: Deps): Promise<Response> {
  const id = getCookie(context, COOKIES.coming);
  const coming = deps.coming.find(id);
  deps.coming.close(id);
  if (coming === null) return context.redirect("/");
  const loggedIn = await deps.oidc.finish(new URL(context.req.url), coming);
  if (loggedIn === null) return context.html(leftPage(textsOf(context)));
  keep(context, COOKIES.visit, deps.visits.open({ ...loggedIn, returnTo: coming.returnTo, notice: null }));
  return context.redirect("/profil");
}

function show(context: Context, deps: Deps): Response | Promise<Response> {
  const visit = deps.visits.find(getCookie(context, COOKIES.visit));
  if (visit === null) return context.redirect("/");
  const { notice } = visit;
  visit.notice = null;
  return context.html(profilePage({ ...viewOf(context, visit, deps), notice, typed: {}, unreadable: [] }));
}

async function save(context: Context, deps: Deps): Promise<Response> {
  const visit = deps.visits.find(getCookie(context, COOKIES.visit));
  // Not a redirect: `form-action` would refuse to follow it to ID-porten.
  if (visit === null) return context.html(leftPage(textsOf(context)));
  if (context.req.header("origin") !== deps.origin)
    return context.text("Skjemaet kom fra en annen side.", 403);
  const form = new URLSearchParams(await context.req.text());
  const result = readForm(form, deps.now());
  if (result === null) return context.text("Skjemaet er ikke vårt.", 400);
  if (!result.ok) {
    const typed = { mobile: form.get("mobile") ?? "", email: form.get("email") ?? "" };
    const { unreadable } = result;
    return context.html(profilePage({ ...viewOf(context, visit, deps), notice: null, typed, unreadable }));
  }
  deps.store.update(visit.nationalId, result.change);
  visit.notice = result.notice;
  return context.redirect("/profil", 303);
}

function viewOf(context: Context, { nationalId, returnTo }: Visit, { store, nameOf }: Deps) {
  return { texts: textsOf(context), name: nameOf(nationalId), entry: store.find(nationalId), returnTo };
}

function textsOf(context: Context) {
  const locale = getCookie(context, COOKIES.locale);
  return TEXTS[isLanguage(locale) ? locale : "nb"];
}

async function leave(context: Context, deps: Deps): Promise<Response> {
  deps.visits.close(getCookie(context, COOKIES.visit));
  return context.redirect((await deps.oidc.logoutUrl(deps.postLogoutRedirectUri)).href);
}

/** The person has logged out at another service (OpenID Connect Front-Channel Logout). */
async function endElsewhere(context: Context, deps: Deps): Promise<Response> {
  const { iss, sid } = context.req.query();
  if (sid !== undefined && iss === (await deps.login.issuer))
    deps.visits.closeAll((visit) => visit.sid === sid);
  return context.body(null, 200);
}

function keep(context: Context, name: string, value: string): void {
  setCookie(context, name, value, { httpOnly: true, sameSite: "Lax", path: "/" });
}
