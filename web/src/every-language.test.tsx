import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { FAILURES } from "@foresattportal/shared/failures.ts";
import type { i18n } from "i18next";
import type { ComponentType } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Frame } from "./components/frame.tsx";
import { Loading } from "./components/loading.tsx";
import { AccessibilityPage } from "./routes/accessibility/page.tsx";
import { FailurePage } from "./routes/failure/page.tsx";
import { HelpPage } from "./routes/help/page.tsx";
import { HomePage } from "./routes/home/page.tsx";
import { LoggedOutPage } from "./routes/logged-out/page.tsx";
import { NotFoundPage } from "./routes/not-found/page.tsx";
import { PrivacyPage } from "./routes/privacy/page.tsx";
import { NOW } from "./routes/profile/example-parts.ts";
import { EXAMPLES } from "./routes/profile/example-profiles.ts";
import { ProfilePage } from "./routes/profile/page.tsx";
import type { TextTree } from "./testing/flat-texts.ts";
import { renderPage, ROOT_DATA, type Surroundings } from "./testing/render-page.tsx";
import { strictTexts } from "./testing/strict-texts.ts";
import { TEXTS, textsIn } from "./testing/texts.ts";

interface View {
  readonly name: string;
  readonly Component: ComponentType;
  readonly surroundings: Surroundings;
}

const VISITOR = { ...ROOT_DATA, session: { user: null } };

function frame() {
  return <Frame>{null}</Frame>;
}

const PAGES: readonly View[] = Object.entries({
  AccessibilityPage,
  HelpPage,
  HomePage,
  Loading,
  LoggedOutPage,
  NotFoundPage,
  PrivacyPage,
  frame,
}).flatMap(([name, Component]) => [
  { name, Component, surroundings: { root: VISITOR } },
  { name: `${name} for who is logged in`, Component, surroundings: { address: "/?grunn=session-idle" } },
]);

const FAILURE_PAGES: readonly View[] = Object.keys(FAILURES).map((code) => ({
  name: `failure ${code}`,
  Component: FailurePage,
  surroundings: { path: "/feil/:code", address: `/feil/${code}` },
}));

const PROFILES: readonly View[] = Object.entries(EXAMPLES).map(([name, data]) => ({
  name: `profile ${name}`,
  Component: ProfilePage,
  surroundings: { profile: { ok: true, data } },
}));

const VIEWS = [...PAGES, ...FAILURE_PAGES, ...PROFILES];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOW) });
});

afterEach(() => {
  vi.useRealTimers();
});

describe.each(LANGUAGES)("in %s", (language) => {
  let texts: i18n;
  beforeAll(async () => {
    texts = await strictTexts(language, TEXTS[language]);
  });

  test.each(VIEWS)("lacks no text and no value in $name", async ({ Component, surroundings }) => {
    const html = await renderPage(Component, { ...surroundings, texts });
    expect(html).not.toMatch(/\{\{|undefined|NaN|\[object/);
  });
});

/** What stays Norwegian in every language: names of registers and authorities, and the municipality's own. */
const NORWEGIAN =
  /Kontakt- og reservasjonsregisteret|Folkeregisteret|Tilsynet for universell utforming av ikt|fødselsnummer|Prøvebygd kommune/g;

function namesIn(html: string): string[] {
  return Array.from(html.matchAll(NORWEGIAN), ([name]) => name);
}

describe.each(["en", "se"] as const)("a Norwegian name in %s", (language) => {
  const all = new Set<string>();

  test.each(VIEWS)("is said to be Norwegian in $name", async ({ Component, surroundings }) => {
    const html = await renderPage(Component, { ...surroundings, texts: await textsIn(language) });
    for (const name of namesIn(html)) all.add(name);
    expect(namesIn(html.replaceAll(/<span lang="nb">[^<]*<\/span>/g, ""))).toEqual([]);
  });

  test("is met on the pages", () => {
    expect([...all]).toEqual(
      expect.arrayContaining([
        "Kontakt- og reservasjonsregisteret",
        "Prøvebygd kommune",
        "Tilsynet for universell utforming av ikt",
      ]),
    );
  });
});

test.each(["nb", "nn"] as const)("a Norwegian name is not set apart in %s", async (language) => {
  const html = await renderPage(PrivacyPage, { texts: await textsIn(language) });
  expect(namesIn(html)).not.toEqual([]);
  expect(html).not.toContain("lang=");
});

test("notices a text that is not there, and a value that is not given", async () => {
  const { t } = await strictTexts("nb", { verdict: { both: "{{Who}} når deg." } });
  expect(() => t("verdict.none")).toThrow("no text for verdict.none");
  expect(() => t("verdict.both")).toThrow("no value for {{Who}}");
});

/** Texts without words: what is left of them is the values that they take. */
function withoutWords(tree: TextTree): TextTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string"
        ? value.replaceAll(/(?<!\{\{\w*)\p{L}+(?!\w*\}\})/gu, "·")
        : withoutWords(value),
    ]),
  );
}

/** What the registers and the municipality have written themselves. */
function dataIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(dataIn);
}

/** What a person reads or hears of a page: the words between the tags, and the attributes that are read aloud. */
function perceived(html: string): string {
  const spoken = Array.from(
    html.matchAll(/\s(?:aria-label|aria-description|aria-roledescription|alt|title|placeholder)="([^"]*)"/g),
    ([, text = ""]) => text,
  );
  return [html.replaceAll(/<[^>]*>/g, ""), ...spoken].join(" ");
}

describe("without the locale files", () => {
  let texts: i18n;
  beforeAll(async () => {
    texts = await strictTexts("nb", withoutWords(TEXTS.nb));
  });

  test.each(VIEWS)("has no words but those of registers in $name", async ({ Component, surroundings }) => {
    const html = await renderPage(Component, { ...surroundings, texts });
    const data = dataIn([ROOT_DATA, surroundings]).sort((one, other) => other.length - one.length);
    const left = data.reduce((words, known) => words.replaceAll(known, ""), perceived(html));
    expect(left).not.toMatch(/\p{L}/u);
  });
});
