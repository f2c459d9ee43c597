import { LEVELS, reaches } from "../assurance-levels.ts";
import { html, page } from "./page-shell.ts";
import type { Level } from "../assurance-levels.ts";
import type { LoginPerson } from "../options.ts";
import type { Markup } from "./page-shell.ts";

interface LoginPage {
  people: readonly LoginPerson[];
  clientName: string;
  /** The lowest level the service accepts; lower ones cannot be chosen. */
  needed: Level;
}

const LEVEL_NAMES = {
  "idporten-loa-substantial": "Betydelig (som MinID)",
  "idporten-loa-high": "Høyt (som BankID)",
} satisfies Record<Level, string>;

/** Lets a tester choose who to be and at which level; works without script. */
export const loginPage = ({ people, clientName, needed }: LoginPage): string =>
  page(
    "Logg inn",
    html`<h1>ID-porten (testmiljø)</h1>
      <p>Du logger inn i <b>${clientName}</b>. Personene her er oppdiktede.</p>
      <form method="post">
        <fieldset>
          <legend>Sikkerhetsnivå</legend>
          ${LEVELS.map((level) => levelChoice(level, needed))}
        </fieldset>
        <h2 id="people">Velg testperson</h2>
        <ul aria-labelledby="people">
          ${people.map(personChoice)}
        </ul>
        <button class="cancel" name="cancel" value="yes">Avbryt</button>
      </form>`,
  );

function levelChoice(level: Level, needed: Level): Markup {
  const state = reaches(level, needed) ? "" : "disabled";
  const chosen = level === LEVELS.at(-1) ? "checked" : "";
  return html`<label
    ><input type="radio" name="level" value="${level}" ${chosen} ${state} />${LEVEL_NAMES[level]}</label
  >`;
}

// The number in the list stands for the person, so that no national id travels further than it must.
const personChoice = ({ name, special, nationalId }: LoginPerson, index: number): Markup =>
  html`<li>
    <button class="person" name="person" value="${String(index)}">
      <b>${name}</b><span>${special}</span><span class="id">${nationalId}</span>
    </button>
  </li>`;
