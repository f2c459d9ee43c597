import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { RouterProvider } from "react-router/dom";
import { createTexts } from "./i18n.ts";
import { AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE, loadTexts } from "./locales/index.ts";
import { preferredLanguage } from "./locales/preferred-language.ts";
import { startRouter } from "./router.tsx";

const language = preferredLanguage(navigator.languages, AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE);
// Both start to fetch before either is waited for.
const router = startRouter();
const texts = await createTexts(language, await loadTexts(language));

const root = document.querySelector("#root");
if (root === null) throw new Error("the document has no #root");
document.documentElement.lang = language;
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={texts}>
      <RouterProvider router={router} />
    </I18nextProvider>
  </StrictMode>,
);
