import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { i18n } from "i18next";
import type { ComponentType } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { Route, Router } from "wouter";
import type { Answer } from "../api/answer.ts";
import { PageDataContext, type PageData, type RootData } from "../page-data/page-data.ts";
import { prepareOutcomes } from "../routes/profile/outcomes.ts";
import { bokmal } from "./texts.ts";

/** An installation in one municipality, as seen by somebody who is logged in. */
export const ROOT_DATA: RootData = {
  portal: {
    owner: "Prøvebygd kommune",
    municipalities: ["Prøvebygd kommune"],
    editInKrr: {
      nb: "https://minprofil.example.no/?locale=nb",
      nn: "https://minprofil.example.no/?locale=nn",
      en: "https://minprofil.example.no/?locale=en",
      se: "https://minprofil.example.no/?locale=se",
    },
    contact: { url: "https://provebygd.example/kontakt" },
  },
  session: {
    user: { name: null, language: null },
    expiresInSeconds: 7200,
    idleExpiresInSeconds: 1800,
    acr: "idporten-loa-high",
  },
  sessionAt: 0,
};

export interface Surroundings {
  readonly address?: string;
  readonly path?: string;
  /** `unknown` while the answers of the server have not come. */
  readonly root?: RootData | "unknown";
  readonly profile?: Answer<Profile>;
  /** The texts to render with; those of bokmål unless told otherwise. */
  readonly texts?: i18n;
}

/** Renders a page in its surroundings, without a browser, when all that is fetched for it has come. */
export async function renderPage(
  Component: ComponentType,
  { address = "/", path, root = ROOT_DATA, profile, texts }: Surroundings = {},
): Promise<string> {
  const i18n = texts ?? (await bokmal());
  await prepareOutcomes(i18n);
  const data: PageData = {
    root: root === "unknown" ? null : root,
    profile: {
      answer: profile ?? null,
      failure: null,
      loading: false,
      load: () => Promise.resolve(),
      adopt: () => undefined,
    },
  };
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <PageDataContext value={data}>
        <Router ssrPath={address}>
          <Route {...(path === undefined ? {} : { path })} component={Component} />
        </Router>
      </PageDataContext>
    </I18nextProvider>,
  );
}

/** What a person reads of it: the words without the tags, with ordinary spaces. */
export function readable(html: string): string {
  return html
    .replaceAll(/<wbr\/?>/g, "")
    .replaceAll(/<span (?:class="whole-word"|lang="nb")>([^<]*)<\/span>/g, "$1")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/[\s\u00A0]+/g, " ");
}
