import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Text } from "./text.tsx";

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
