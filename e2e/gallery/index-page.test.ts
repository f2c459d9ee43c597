import { expect, test } from "vitest";
import { indexPage, type Shot } from "./index-page.ts";

const SHOT: Shot = {
  path: "help/nb-390-dark.png",
  state: "help",
  title: 'Help </script> & "more"',
  rows: [],
  language: "nb",
  width: 390,
  theme: "dark",
};

test("a title never ends the element that holds it", () => {
  const page = indexPage([SHOT]);
  expect(page).toContain('<option value="help">help – Help &lt;/script> &amp; &quot;more&quot;</option>');
  expect(page.match(/<\/script>/g)).toHaveLength(2);
});

test("the page holds every picture with what is in it", () => {
  const [, data = ""] = /id="data">(.*?)<\/script>/.exec(indexPage([SHOT, { ...SHOT, width: 320 }])) ?? [];
  expect(JSON.parse(data)).toEqual([SHOT, { ...SHOT, width: 320 }]);
});
