import type { Language } from "@foresattportal/shared/languages.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import type { FirstRequests } from "./api/first-requests.ts";
import { App } from "./app.tsx";
import { createTexts } from "./i18n.ts";
import type { Texts } from "./locales/index.ts";

export interface Beginning {
  readonly first: FirstRequests;
  readonly language: Language;
  readonly texts: Texts;
}

/** Puts the page into the document. */
export async function showPage({ first, language, texts }: Beginning): Promise<void> {
  const root = document.querySelector("#root");
  if (root === null) throw new Error("the document has no #root");
  const i18n = await createTexts(language, { first: texts });
  document.documentElement.lang = language;
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <App first={first} />
      </I18nextProvider>
    </StrictMode>,
  );
}
