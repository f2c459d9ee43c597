import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { THEMES, WIDTHS } from "./dimensions.ts";

/** One picture, as the index knows it. */
export interface Shot {
  readonly path: string;
  readonly state: string;
  readonly title: string;
  readonly rows: readonly string[];
  readonly language: string;
  readonly width: number;
  readonly theme: string;
}

const STYLE = `
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0; padding: 1rem 1.5rem 4rem; }
h1 { margin: 0; font-size: 1.5rem; }
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; padding: .75rem 0; background: Canvas; border-bottom: 1px solid; }
label { display: grid; font-size: .875rem; }
select { font: inherit; padding: .25rem; min-height: 2rem; }
output { margin-inline-start: auto; }
#shots { display: flex; flex-wrap: wrap; gap: 2rem 1.5rem; align-items: start; margin-block-start: 1.5rem; }
figure { margin: 0; max-width: 100%; }
figcaption { font-size: .875rem; }
img { display: block; max-width: 100%; height: auto; border: 1px solid GrayText; }
`;

const SCRIPT = `
const shots = JSON.parse(document.getElementById("data").textContent);
const form = document.querySelector("form");
const place = document.getElementById("shots");
for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
  if (form.elements[name]) form.elements[name].value = value;
function figureOf(shot) {
  const figure = document.createElement("figure");
  const link = document.createElement("a");
  link.href = shot.path;
  const image = document.createElement("img");
  image.src = shot.path;
  image.width = shot.width;
  image.loading = "lazy";
  const what = [shot.title, shot.language, shot.width + " px", shot.theme].join(" · ");
  image.alt = what;
  const caption = document.createElement("figcaption");
  caption.textContent = shot.state + (shot.rows.length > 0 ? " (" + shot.rows.join(", ") + ")" : "") + " – " + what;
  link.append(image);
  figure.append(caption, link);
  return figure;
}
function show() {
  const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
  const found = shots.filter((shot) => wanted.every(([name, value]) => String(shot[name]) === value));
  place.replaceChildren(...found.map(figureOf));
  document.querySelector("output").textContent = found.length + " of " + shots.length + " pictures";
  history.replaceState(null, "", "#" + new URLSearchParams(wanted));
}
form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
`;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly values: readonly { readonly value: string; readonly text: string }[];
  readonly chosen: string;
}

function select({ name, label, values, chosen }: Choice): string {
  const options = [{ value: "", text: "All" }, ...values].map(
    ({ value, text }) =>
      `<option value="${escaped(value)}"${value === chosen ? " selected" : ""}>${escaped(text)}</option>`,
  );
  return `<label>${label}<select name="${name}">${options.join("")}</select></label>`;
}

function plain(values: readonly (string | number)[]) {
  return values.map((value) => ({ value: String(value), text: String(value) }));
}

/** Promises a page on which the pictures can be looked through; it needs no server and nothing from outside. */
export function indexPage(shots: readonly Shot[]): string {
  const states = new Map(shots.map(({ state, title }) => [state, title]));
  const choices: readonly Choice[] = [
    {
      name: "state",
      label: "State",
      values: [...states].map(([value, title]) => ({ value, text: `${value} – ${title}` })),
      chosen: "",
    },
    { name: "language", label: "Language", values: plain(LANGUAGES), chosen: "nb" },
    { name: "width", label: "Width", values: plain(WIDTHS), chosen: "390" },
    { name: "theme", label: "Theme", values: plain(THEMES), chosen: "light" },
  ];
  // A picture's text may hold anything; "<" is what could end the element.
  const data = JSON.stringify(shots).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gallery of «Min profil»</title><style>${STYLE}</style></head>
<body>
<main>
<h1>Gallery of «Min profil»</h1>
<form>${choices.map(select).join("")}<output></output></form>
<div id="shots"></div>
</main>
<script type="application/json" id="data">${data}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}
