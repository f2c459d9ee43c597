import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readable, renderPage } from "../../testing/render-page.tsx";
import { NOW } from "./example-parts.ts";
import { EXAMPLES } from "./example-profiles.ts";
import { ProfileFailure } from "./not-shown.tsx";
import { ProfilePage } from "./page.tsx";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOW) });
});

afterEach(() => {
  vi.useRealTimers();
});

type Example = keyof typeof EXAMPLES;

async function shown(example: Example): Promise<string> {
  return renderPage(ProfilePage, { profile: { ok: true, data: EXAMPLES[example] } });
}

/** For every state of the page, sentences that only a person in that state reads (product 2). */
const SENTENCES = {
  inOrder: [
    "Skolen og barnehagen når deg på SMS og e-post.",
    "912 34 567",
    "kari.nordmann@example.no",
    "Fra kontaktregisteret, bekreftet i mars 2026",
    "Du endrer dette i kontaktregisteret.",
    "Endrer du noe i kontaktregisteret, kommer det hit i natt, eller med en gang når du trykker «Oppdater».",
    "Sist hentet i dag kl. 09.12",
    "Jobbtelefon 22 00 00 01",
  ],
  onlySchool: ["Skolen når deg på SMS og e-post.", "Legg til jobbtelefon"],
  differing: [
    "Skolen og barnehagen har ulike mobilnumre på deg. Trykk «Oppdater», så får skolen nummeret 912 34 502.",
    "Skolen 400 00 002 Overført fra et annet system",
    "Barnehagen 912 34 502",
    "Kontaktregisteret 912 34 502",
    "Skolen og barnehagen har ulike e-postadresser på deg.",
    "Skrevet inn av skolen, endret i august 2024",
    "Skolen og barnehagen har ulike jobbtelefoner på deg.",
  ],
  missingEmail: [
    "Skolen når deg på SMS, men mangler e-postadressen din.",
    "Vi mangler e-postadressen din. Legg den inn i kontaktregisteret, så kommer den hit når du er tilbake.",
  ],
  missingMobile: [
    "Skolen og barnehagen når deg på e-post, men mangler mobilnummeret ditt.",
    "Vi mangler mobilnummeret ditt. Legg det inn i kontaktregisteret, så kommer det hit når du er tilbake.",
  ],
  unreachable: [
    "Skolen og barnehagen når deg ikke. Legg inn mobilnummer og e-postadresse i kontaktregisteret",
    "Du er ikke registrert i kontaktregisteret.",
  ],
  mixedReach: [
    "Barnehagen når deg på SMS, men mangler e-postadressen din. Skolen når deg på SMS og e-post.",
    "Barnehagen mangler e-postadressen din. Trykk «Oppdater», så får barnehagen adressen kari.nordmann@example.no.",
  ],
  mixedOrigin: [
    "Skolen: Skrevet inn av skolen",
    "Barnehagen: Fra kontaktregisteret, bekreftet i mars 2026",
    "Det barnehagen har, endrer du i kontaktregisteret.",
  ],
  krrDiffers: [
    "Skolen og barnehagen har ikke det nye mobilnummeret ditt.",
    "Kontaktregisteret 987 65 432",
    "Kontaktregisteret har et annet nummer.",
    "Trykk «Oppdater», så får skolen og barnehagen nummeret 987 65 432.",
  ],
  unusableInKrr: [
    "Skolen og barnehagen når deg på SMS og e-post.",
    "912 34 567",
    "Kontaktregisteret har «+47-1234», og det er ikke et gyldig mobilnummer. Rett det der, så kommer det hit når du er tilbake.",
  ],
  deletedWithTyped: [
    "Opplysningene skolen og barnehagen har om deg, er slettet fra kontaktregisteret.",
    "Legg inn mobilnummer i kontaktregisteret",
    "Kontaktregisteret har ikke mobilnummeret ditt. Legg det inn i kontaktregisteret, så kommer det hit når du er tilbake.",
    "Skolen: Fra kontaktregisteret, bekreftet i mars 2026 Barnehagen: Skrevet inn av barnehagen",
  ],
  twiceInSchool: [
    "Det barnehagen har, endrer du i kontaktregisteret.",
    "Skolen har flere mobilnumre på deg.",
    "Trykk «Oppdater», så får skolen det som står i kontaktregisteret.",
  ],
  otherInKrr: [
    "Kontaktregisteret har et annet mobilnummer enn skolen og barnehagen.",
    "Kontaktregisteret har et annet nummer. Er nummeret i kontaktregisteret feil, retter du det der. Ta kontakt med skolen og barnehagen hvis mobilnummeret skal endres.",
    "Skrevet inn av skolen og barnehagen",
  ],
  notCopied: [
    "Skolen og barnehagen når deg på SMS, men mangler e-postadressen din.",
    "Vi mangler e-postadressen din. Ta kontakt med skolen og barnehagen hvis e-postadressen skal endres.",
    "Kontaktregisteret har «+47-1234», og det er ikke et gyldig mobilnummer. Skolen og barnehagen får ikke det du endrer i kontaktregisteret.",
    "Stemmer ikke dette? Skolen og barnehagen får ikke det du endrer i kontaktregisteret. Ta kontakt med skolen og barnehagen hvis noe skal endres.",
    "Du er ikke registrert i kontaktregisteret.",
  ],
  halfTaken: [
    "Legg den inn i kontaktregisteret, så kommer den hit når du er tilbake. Barnehagen får ikke det du endrer i kontaktregisteret.",
    "Endrer du noe i kontaktregisteret, får skolen det i natt, eller med en gang når du trykker «Oppdater». Barnehagen får ikke det du endrer i kontaktregisteret.",
  ],
  withheld: [
    "Du har ikke bekreftet mobilnummeret på over 18 måneder.",
    "Kontaktregisteret har ikke et mobilnummer som er bekreftet de siste 18 månedene. Legg det inn eller bekreft det der.",
    "Vi mangler e-postadressen din. Kontaktregisteret har ikke en e-postadresse som er bekreftet de siste 18 månedene. Legg den inn eller bekreft den der.",
  ],
  workPhoneInSchool: ["Jobbtelefon 22 00 00 01 Bare skolen har jobbtelefonen din."],
  differingWhileKrrIsDown: [
    "Skolen og barnehagen har ulike mobilnumre på deg.",
    "Kontaktregisteret svarer ikke akkurat nå. Trykk «Oppdater» om litt.",
  ],
  optedOut: [
    "Skolen og barnehagen har ulike mobilnumre på deg. Ta kontakt med skolen hvis det skal endres.",
    "Skolen holder mobilnummeret ved like selv. Ta kontakt med skolen hvis det skal endres.",
    "Det barnehagen har, endrer du i kontaktregisteret.",
  ],
  blocked: [
    "Skolen når deg på SMS, men ikke på e-post. Barnehagen når deg på SMS og e-post. Ta kontakt med skolen hvis det skal endres.",
    "Skolen har latt e-postadressen stå tom med vilje. Ta kontakt med skolen hvis den skal legges inn.",
  ],
  reserved: [
    "Du har reservert deg mot digital post fra det offentlige. Du får likevel påminnelser og beskjeder fra skolen og barnehagen.",
  ],
  deleted: ["Du er slettet fra kontaktregisteret."],
  expired: [
    "Du bør snart bekrefte mobilnummeret. Du har ikke bekreftet e-postadressen på over 18 måneder. Skolen og barnehagen når deg på SMS og e-post.",
    "Du har ikke bekreftet e-postadressen på over 18 måneder. Bekreft den i kontaktregisteret.",
    "Du bekreftet mobilnummeret sist i juli 2025.",
    "Bekreft opplysningene dine i kontaktregisteret",
  ],
  duplicate: ["Nummeret i kontaktregisteret er også registrert på noen andre."],
  kindergartenStale: ["Barnehagen svarer ikke akkurat nå. Du ser det vi fikk i går kl. 18.05."],
  kindergartenDown: [
    "Skolen når deg på SMS og e-post.",
    "Vi får ikke svar fra barnehagen akkurat nå",
    "Siste svar kom 20. november kl. 08.30.",
  ],
  krrDown: ["Vi fikk ikke svar fra kontaktregisteret. Det er vår feil, ikke din.", "912 34 567"],
  krrOff: ["Kommunen henter ikke opplysninger fra kontaktregisteret for tiden."],
  longValues: ["+46 70 123 45 67", "anne.margrethe.bjornstad.ostensen@avdeling.virksomhet.example.no"],
  unknown: [
    "Vi finner deg ikke hos skolene og barnehagene i Prøvebygd kommune.",
    "Har du nettopp søkt plass, kan det ta noen dager.",
    "Ta kontakt med skolen eller barnehagen hvis du mener dette er feil.",
  ],
  unavailable: ["Skolen og barnehagen svarer ikke", "Skolen svarte sist i dag kl. 07.30.", "Prøv igjen"],
} as const satisfies Record<Example, readonly string[]>;

test.each(Object.entries(SENTENCES))("says what the state «%s» means", async (name, sentences) => {
  const example = Object.keys(EXAMPLES).find((key): key is Example => key === name);
  const text = readable(await shown(example ?? "inOrder"));
  for (const sentence of sentences) expect(text).toContain(sentence);
});

/** The colour of the verdict agrees with its words: green when nothing is to be done, and only then. */
const COLOURS = {
  inOrder: "success",
  onlySchool: "success",
  differing: "warning",
  missingEmail: "warning",
  missingMobile: "warning",
  unreachable: "danger",
  mixedReach: "warning",
  mixedOrigin: "success",
  krrDiffers: "warning",
  unusableInKrr: "warning",
  deletedWithTyped: "warning",
  twiceInSchool: "warning",
  otherInKrr: "warning",
  notCopied: "warning",
  halfTaken: "warning",
  withheld: "warning",
  workPhoneInSchool: "success",
  differingWhileKrrIsDown: "warning",
  optedOut: "warning",
  blocked: "warning",
  reserved: "success",
  deleted: "warning",
  expired: "warning",
  duplicate: "success",
  kindergartenStale: "success",
  kindergartenDown: "success",
  krrDown: "success",
  krrOff: "success",
  longValues: "success",
  unknown: null,
  unavailable: null,
} as const satisfies Record<Example, "success" | "warning" | "danger" | null>;

test.each(Object.entries(COLOURS))("shows the verdict of «%s» as %s", async (name, colour) => {
  const example = Object.keys(EXAMPLES).find((key): key is Example => key === name);
  const html = await shown(example ?? "inOrder");
  const verdict = /<div[^>]*class="[^"]*\bverdict\b[^>]*>/.exec(html)?.[0] ?? null;
  expect(/data-color="(\w+)"/.exec(verdict ?? "")?.[1] ?? null).toBe(colour);
});

test("says that messages arrive only where it is certain which number is right", async () => {
  expect(readable(await shown("differing"))).not.toContain("når deg");
  expect(readable(await shown("krrDiffers"))).not.toContain("når deg");
});

test("never asks for an «Oppdater» that would only remove what the registers have", async () => {
  expect(readable(await shown("deletedWithTyped"))).not.toContain("Trykk «Oppdater»,");
});

test("never promises that something comes to registers that take nothing from kontaktregisteret", async () => {
  for (const example of ["notCopied", "otherInKrr"] as const)
    expect(readable(await shown(example))).not.toMatch(
      /kommer (?:det|den|de) hit|i natt|Du endrer dette i|Det \S+ har, endrer du i/,
    );
});

test("never says that kontaktregisteret lacks what it may withhold", async () => {
  expect(readable(await shown("withheld"))).not.toMatch(
    /Kontaktregisteret har ikke (?:mobilnummeret|e-postadressen)/,
  );
});

test("never reads of a kindergarten with a child only in school", async () => {
  expect(readable(await shown("onlySchool"))).not.toMatch(/barnehage/i);
});

test("has no word of conflict when one register alone knows the person", async () => {
  expect(readable(await shown("onlySchool"))).not.toContain("Ulike");
});

test("leads to kontaktregisteret in the person's language from the field that is missing", async () => {
  const html = await shown("missingEmail");
  expect(html).toContain(
    '<a class="ds-link" href="https://minprofil.example.no/?locale=nb"><span>Åpne kontaktregisteret',
  );
});

test("shows no contact data of a person whom no register holds", async () => {
  const html = await shown("unknown");
  expect(html).not.toContain("Kontaktopplysninger");
  expect(html).not.toContain("Jobbtelefon");
});

test("offers no «Oppdater» where the municipality does not fetch from kontaktregisteret", async () => {
  const html = await shown("krrOff");
  expect(html).not.toContain(">Oppdater<");
});

test("has one primary button at most in every state", async () => {
  for (const example of Object.keys(SENTENCES)) {
    const name = Object.keys(EXAMPLES).find((key): key is Example => key === example);
    const html = await shown(name ?? "inOrder");
    const buttons = html.match(/<(?:button|a)[^>]*class="ds-button"[^>]*>/g) ?? [];
    expect(buttons.filter((tag) => !tag.includes("data-variant")).length).toBeLessThanOrEqual(1);
  }
});

test("writes every verdict as the page's second heading, so that it is the first thing after the title", async () => {
  const headings = (await shown("missingEmail")).match(/<h[1-6]/g);
  expect(headings?.slice(0, 2)).toEqual(["<h1", "<h2"]);
});

test("shows nothing of a person whose session has ended", async () => {
  const html = await renderPage(ProfilePage, {
    profile: { ok: false, code: "session-idle", requestId: "r1", retryAt: null },
  });
  expect(html).toBe("");
});

test("says that the fault is ours, and what to quote, when the profile cannot be fetched", async () => {
  const failure = { ok: false, code: "internal", requestId: "01JD", retryAt: null } as const;
  const html = await renderPage(() => <ProfileFailure failure={failure} />);
  expect(readable(html)).toContain("Det er vår feil, ikke din. Prøv igjen om litt. Referanse: 01JD");
});
