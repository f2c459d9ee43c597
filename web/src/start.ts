import "./styles/index.css";
import { startRequests } from "./api/first-requests.ts";
import { firstLanguage } from "./language/first-language.ts";
import { loadFurtherTexts, loadTexts } from "./locales/index.ts";

// The first script of the page, and a small one: server and texts are asked while the rest of the code is on its way.
const first = startRequests(window.location.pathname);
const language = firstLanguage(document.cookie, navigator.languages);
const texts = loadTexts(language);
if (first.profile === null) {
  void import("./further-pages.tsx");
  void loadFurtherTexts(language);
}
try {
  const { showPage } = await import("./main.tsx");
  await showPage({ first, language, texts: await texts });
} catch (error) {
  // Without the code or the texts there is nothing to say it with but what stands in the document itself.
  document.querySelector("#not-started")?.removeAttribute("hidden");
  throw error;
}
