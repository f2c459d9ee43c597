import { html } from "hono/html";
import type { SeenRequest } from "../request-log.ts";
import type { SystemName } from "../world-ports.ts";
import type { Markup } from "../plain-page.ts";
import { presetsFor } from "./presets.ts";
import type { PresetGroup } from "./presets.ts";
import type { Switch } from "./switches.ts";
import { tellFault } from "./told-fault.ts";
import type { ToldFault } from "./told-fault.ts";

/** What reading and writing is to each system, by the way of asking that `only` goes by. */
const ONLY: Record<SystemName, { readonly reads: string; readonly writes: string }> = {
  idporten: { reads: "Bare sider, metadata og nøkler (GET)", writes: "Bare tokener og skjemaer (POST)" },
  maskinporten: { reads: "Bare metadata og nøkler", writes: "Bare tokener" },
  krr: { reads: "Bare oppslag", writes: "Bare endring av språk" },
  minprofil: { reads: "Bare visning", writes: "Bare lagring" },
  school: { reads: "Bare oppslag", writes: "Bare endringer" },
  kindergarten: { reads: "Bare oppslag", writes: "Bare endringer" },
};

const USE: Record<SystemName, string> = {
  idporten: "Innbyggeren logger inn her.",
  maskinporten: "Portalen får tokener herfra for å spørre registrene.",
  krr: "Kontakt- og reservasjonsregisteret: mobil og e-post som innbyggeren selv har lagt inn.",
  minprofil: "Digdirs side der innbyggeren endrer mobil og e-post.",
  school: "Det skolen har om den foresatte.",
  kindergarten: "Det barnehagen har om den foresatte.",
};

/** One system: what is wrong with it, how to put that right or make it worse, and what it has been asked. */
export function systemSection(system: Switch): Markup {
  const { name, title, address } = system;
  const wrong = tellFault(name, system.active());
  return html`<section id="${name}" aria-labelledby="${name}-title">
    <div class="title">
      <h2 id="${name}-title">${title}</h2>
      ${
        wrong === null
          ? html`<span class="state">I orden</span>`
          : html`<span class="state bad">Noe er galt</span>`
      }
    </div>
    <p class="quiet">${USE[name]} <code>${address}</code></p>
    ${wrong === null ? "" : wrongNow(system, wrong)} ${faultForm(system, wrong)} ${keyForm(system)}
    ${requestList(system)}
  </section>`;
}

function wrongNow({ name, title }: Switch, { preset, fault, only, times }: ToldFault): Markup {
  const limits = [
    only === null || only === undefined ? "" : ` ${ONLY[name][only]}.`,
    times === null
      ? ""
      : times === 1
        ? " Gjelder én forespørsel til."
        : ` Gjelder ${times} forespørsler til.`,
  ].join("");
  return html`<div class="wrong">
    <p>
      <b>Nå:</b>
      ${preset === null ? html`satt av et program, <code>${JSON.stringify(fault)}</code>` : preset.text}.${limits}
    </p>
    <form method="post" action="/systemer/${name}/i-orden">
      <button class="primary" aria-label="Alt i orden igjen hos ${title}">Alt i orden igjen</button>
    </form>
  </div>`;
}

function faultForm({ name, title }: Switch, wrong: ToldFault | null): Markup {
  const chosen = wrong?.preset?.id ?? null;
  return html`<form method="post" action="/systemer/${name}/feil">
    <div class="field">
      <label for="${name}-preset">Hva skal gå galt?</label>
      <select id="${name}-preset" name="preset">
        ${presetsFor(name).map((group) => optionsOf(group, chosen))}
      </select>
    </div>
    <div class="field">
      <label for="${name}-only">Hvilke forespørsler gjelder det?</label>
      <select id="${name}-only" name="only" aria-describedby="${name}-hint">
        <option value="">Alle</option>
        <option value="reads">${ONLY[name].reads}</option>
        <option value="writes">${ONLY[name].writes}</option>
      </select>
    </div>
    <div class="field">
      <label for="${name}-times">Hvor lenge?</label>
      <select id="${name}-times" name="times" aria-describedby="${name}-hint">
        <option value="">Til du retter det</option>
        <option value="1">Bare neste forespørsel</option>
        <option value="3">De tre neste forespørslene</option>
      </select>
    </div>
    <p class="quiet field" id="${name}-hint">${hintFor(name)}</p>
    <button aria-label="La det gå galt hos ${title}">La det gå galt</button>
  </form>`;
}

/** Names the groups to which the two questions do not apply. */
function hintFor(name: SystemName): string {
  const lasting = presetsFor(name).flatMap(({ perRequest, title }) => (perRequest ? [] : [`«${title}»`]));
  return lasting.length === 0
    ? "Valgene kan kombineres."
    : `${lasting.join(" og ")} gjelder alltid alle, til du retter det.`;
}

function optionsOf({ title, presets }: PresetGroup, chosen: string | null): Markup {
  return html`<optgroup label="${title}">
    ${presets.map(
      ({ id, text }) => html`<option value="${id}" ${id === chosen ? "selected" : ""}>${text}</option>`,
    )}
  </optgroup>`;
}

function keyForm({ name, title, keys }: Switch): Markup | "" {
  if (keys === null) return "";
  const { keyRotations: count } = keys;
  const told = count === 0 ? "Ikke byttet ennå." : `Byttet ${count} ${count === 1 ? "gang" : "ganger"}.`;
  return html`<form class="buttons" method="post" action="/systemer/${name}/ny-nokkel">
    <button aria-label="Bytt signeringsnøkkel hos ${title}">Bytt signeringsnøkkel</button>
    <span class="quiet">${told}</span>
  </form>`;
}

function requestList({ requests: { total, hit, recent } }: Switch): Markup {
  if (total === 0) return html`<p class="quiet">Ingen forespørsler ennå.</p>`;
  const asked = total === 1 ? "1 forespørsel" : `${total} forespørsler`;
  return html`<details>
    <summary>${asked}${hit === 0 ? "" : `, ${hit} traff en feil`}</summary>
    <ol>
      ${recent.map(requestItem)}
    </ol>
    ${total > recent.length ? html`<p class="quiet">Bare de ${recent.length} siste vises.</p>` : ""}
  </details>`;
}

function requestItem(seen: SeenRequest): Markup {
  const at = seen.at.toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return html`<li>
    <code>${seen.method} ${seen.path}</code>
    <span>kl. ${at}: ${endOf(seen)}${seen.hit ? html` <b class="hit">Traff en feil.</b>` : ""}</span>
  </li>`;
}

function endOf({ status, end }: SeenRequest): string {
  if (end === "answered") return `svarte ${status}.`;
  const begun = status === null ? "" : `begynte på svaret ${status}, `;
  return end === "waiting" ? `${begun}holder på ennå.` : `${begun}kom ikke til ende.`;
}
