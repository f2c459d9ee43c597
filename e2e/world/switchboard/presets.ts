import type { SystemName } from "../world-ports.ts";
import type { UpstreamFault } from "../upstream-faults.ts";
import type { FaultOf } from "./fault-schemas.ts";

/** A fault that can be chosen on the page. */
export interface Preset {
  readonly id: string;
  readonly text: string;
  readonly fault: UpstreamFault;
}

export interface PresetGroup {
  readonly title: string;
  /** Whether it spoils requests, so that one can say which and how many. */
  readonly perRequest: boolean;
  readonly presets: readonly Preset[];
}

const GENERAL: readonly PresetGroup[] = [
  {
    title: "Tregt",
    perRequest: true,
    presets: [
      { id: "slow", text: "Venter 2 sekunder", fault: { latency: 2000 } },
      { id: "very-slow", text: "Venter 10 sekunder", fault: { latency: 10_000 } },
      { id: "hang", text: "Svarer aldri", fault: { hang: true } },
      { id: "silence", text: "Begynner å svare, og blir stille", fault: { half: "silence" } },
      { id: "drip", text: "Svarer med ett tegn i sekundet", fault: { drip: 1 } },
    ],
  },
  {
    title: "Brudd",
    perRequest: true,
    presets: [
      { id: "down", text: "Legger på uten å svare", fault: { down: true } },
      { id: "half-reset", text: "Legger på midt i svaret", fault: { half: "reset" } },
      { id: "half-short", text: "Gir seg før svaret er ferdig", fault: { half: "short" } },
      { id: "half-cut", text: "Halvt svar som ser helt ut", fault: { half: "cut" } },
    ],
  },
  {
    title: "Galt innhold",
    perRequest: true,
    presets: [
      { id: "html", text: "Vedlikeholdsside (HTML, 200)", fault: { html: true } },
      {
        id: "wrong-schema",
        text: "Annen JSON enn avtalt (200)",
        fault: { wrongSchema: true },
      },
      { id: "huge", text: "Svarer med 100 MB", fault: { huge: "announced" } },
      {
        id: "huge-unannounced",
        text: "Svarer med 100 MB uten varsel",
        fault: { huge: "unannounced" },
      },
      { id: "endless", text: "Svarer uten ende", fault: { endless: true } },
    ],
  },
  {
    title: "Feilkoder",
    perRequest: true,
    presets: [
      { id: "401", text: "401: vet ikke hvem som spør", fault: { status: 401 } },
      { id: "403", text: "403: slipper ikke inn den som spør", fault: { status: 403 } },
      {
        id: "429",
        text: "429: for mange spør, vent 10 sekunder",
        fault: { status: 429, retryAfter: 10 },
      },
      { id: "500", text: "500: noe gikk galt i systemet", fault: { status: 500 } },
      { id: "503", text: "503: nede, vent 10 sekunder", fault: { status: 503, retryAfter: 10 } },
    ],
  },
  {
    title: "Feil klokke",
    perRequest: false,
    presets: [
      { id: "clock-15", text: "Klokka går 15 sekunder for fort", fault: { clockSkew: 15 } },
      { id: "clock-300", text: "Klokka går 5 minutter for fort", fault: { clockSkew: 300 } },
      { id: "clock-minus-300", text: "Klokka går 5 minutter for sakte", fault: { clockSkew: -300 } },
    ],
  },
];

const REGISTER = [
  { id: "read-only", text: "Tar ikke imot endringer", fault: { readOnly: true } },
  { id: "conflict", text: "Noen andre endrer alltid først", fault: { conflictAlways: true } },
  {
    id: "later",
    text: "Tar imot endringer, men gjør dem ikke ennå",
    fault: { asynchronous: { pollsUntilDone: 0 } },
  },
];

/** What only this system can do wrong. */
const SPECIAL: { readonly [Name in SystemName]: readonly (Preset & { readonly fault: FaultOf[Name] })[] } = {
  idporten: [
    {
      id: "cancelled",
      text: "Innloggingen blir avbrutt",
      fault: { callback: { code: null, error: "access_denied" } },
    },
    {
      id: "foreign-key",
      text: "ID-tokenet er signert med en ukjent nøkkel",
      fault: { idToken: { signature: "foreign-key" } },
    },
    { id: "keys-away", text: "Nøklene kan ikke hentes", fault: { keys: "500" } },
  ],
  maskinporten: [
    { id: "key-expired", text: "Portalens nøkkel er utløpt", fault: { keyExpired: true } },
    { id: "short-lived", text: "Tokenene lever bare i 15 sekunder", fault: { tokenLifetime: 15 } },
  ],
  krr: [],
  minprofil: [],
  school: REGISTER,
  kindergarten: REGISTER,
};

/** A page for people has no agreed JSON, and nobody asks it for the time. */
const MEANINGLESS: Partial<Record<SystemName, ReadonlySet<string>>> = {
  minprofil: new Set(["wrong-schema", "clock-15", "clock-300", "clock-minus-300"]),
};

/** What can be chosen for a system, in the order of the page. */
export function presetsFor(name: SystemName): readonly PresetGroup[] {
  const without = MEANINGLESS[name] ?? new Set();
  const general = GENERAL.map(({ title, perRequest, presets }) => ({
    title,
    perRequest,
    presets: presets.filter(({ id }) => !without.has(id)),
  }));
  const special = { title: "Bare dette systemet", perRequest: false, presets: SPECIAL[name] };
  return [...general, special].filter(({ presets }) => presets.length > 0);
}
