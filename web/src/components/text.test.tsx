import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { textsIn } from "../testing/texts.ts";
import { Text } from "./text.tsx";

const NAMED = "From Folkeregisteret (the National Population Register)";

function Named() {
  return <Text>{NAMED}</Text>;
}

test("keeps every «e-post» word in one piece, and no other", () => {
  expect(renderToStaticMarkup(<Text>E-post og e-postadressen din i Kontakt- og</Text>)).toBe(
    '<span class="whole-word">E-post</span> og <span class="whole-word">e-postadressen</span> din i Kontakt- og',
  );
});

test("keeps the Northern Sámi word in one piece", () => {
  expect(renderToStaticMarkup(<Text>Du e-poastačujuhus</Text>)).toBe(
    'Du <span class="whole-word">e-poastačujuhus</span>',
  );
});

test("spells the text as it is given, so that search and copying find it", () => {
  const text = "Mangler e-postadressen din.";
  expect(renderToStaticMarkup(<Text>{text}</Text>).replaceAll(/<[^>]*>/g, "")).toBe(text);
});

test("says of an official name that it is Norwegian, where the page is not", async () => {
  expect(await renderPage(Named, { texts: await textsIn("en") })).toBe(
    'From <span lang="nb">Folkeregisteret</span> (the National Population Register)',
  );
  for (const language of ["nb", "nn"] as const)
    expect(await renderPage(Named, { texts: await textsIn(language) })).toBe(NAMED);
});
