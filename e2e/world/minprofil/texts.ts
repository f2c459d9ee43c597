import type { Language } from "@foresattportal/shared/languages.ts";
import type { KrrChannelName } from "../krr/krr-store.ts";
import type { Notice } from "./contact-form.ts";

export interface Texts {
  readonly lang: string;
  readonly site: string;
  readonly testEnvironment: string;
  readonly title: string;
  readonly registerOf: string;
  readonly becomeRegistered: string;
  readonly notices: Readonly<Record<Notice, string>>;
  readonly nothingSaved: string;
  readonly errors: Readonly<Record<KrrChannelName, string>>;
  readonly contact: string;
  readonly channels: Readonly<Record<KrrChannelName, string>>;
  readonly notRegistered: string;
  readonly changed: string;
  readonly confirmed: string;
  readonly save: string;
  readonly confirmQuestion: string;
  readonly confirm: string;
  readonly delete: string;
  readonly deleteChannel: Readonly<Record<KrrChannelName, string>>;
  readonly settings: string;
  readonly digitalPost: string;
  readonly digitalPostYes: string;
  readonly digitalPostNo: string;
  readonly language: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly saveSettings: string;
  readonly backTo: string;
  readonly logOut: string;
  readonly notLoggedIn: string;
  readonly logIn: string;
  readonly noLogin: string;
  readonly noLoginReason: string;
  readonly tryAgain: string;
}

const NB: Texts = {
  lang: "nb",
  site: "Min profil hos Digdir (testmiljø)",
  testEnvironment: "testmiljø",
  title: "Min profil hos Digdir",
  registerOf: "Kontakt- og reservasjonsregisteret for",
  becomeRegistered: "Du er ikke registrert. Lagre mobilnummer eller e-post for å bli det.",
  notices: {
    saved: "Opplysningene er lagret.",
    confirmed: "Opplysningene er bekreftet.",
    "mobile-deleted": "Mobilnummeret er slettet.",
    "email-deleted": "E-postadressen er slettet.",
    settings: "Valgene er lagret.",
  },
  nothingSaved: "Ingenting er lagret. Rett feltene som er merket.",
  errors: {
    mobile:
      "Skriv et norsk mobilnummer med åtte sifre, for eksempel 912\u00a034\u00a0567, eller et utenlandsk med landkode.",
    email: "Skriv e-postadressen slik: navn@eksempel.no.",
  },
  contact: "Kontaktopplysninger",
  channels: { mobile: "Mobilnummer", email: "E-post" },
  notRegistered: "Ikke registrert",
  changed: "Endret",
  confirmed: "bekreftet",
  save: "Lagre",
  confirmQuestion: "Stemmer opplysningene?",
  confirm: "Bekreft at de stemmer",
  delete: "Slett opplysninger",
  deleteChannel: { mobile: "Slett mobilnummeret", email: "Slett e-postadressen" },
  settings: "Reservasjon og språk",
  digitalPost: "Digital post fra det offentlige",
  digitalPostYes: "Ja takk",
  digitalPostNo: "Jeg reserverer meg",
  language: "Språk",
  languages: { nb: "Bokmål", nn: "Nynorsk", en: "Engelsk", se: "Nordsamisk" },
  saveSettings: "Lagre valgene",
  backTo: "Tilbake til",
  logOut: "Logg ut",
  notLoggedIn: "Du er ikke logget inn",
  logIn: "Logg inn med ID-porten",
  noLogin: "Du kommer ikke inn akkurat nå",
  noLoginReason: "ID-porten svarer ikke. Prøv igjen om litt.",
  tryAgain: "Prøv igjen",
};

const NN: Texts = {
  ...NB,
  lang: "nn",
  becomeRegistered: "Du er ikkje registrert. Lagre mobilnummer eller e-post for å bli det.",
  notices: {
    saved: "Opplysningane er lagra.",
    confirmed: "Opplysningane er stadfesta.",
    "mobile-deleted": "Mobilnummeret er sletta.",
    "email-deleted": "E-postadressa er sletta.",
    settings: "Vala er lagra.",
  },
  nothingSaved: "Ingenting er lagra. Rett felta som er merkte.",
  errors: {
    mobile:
      "Skriv eit norsk mobilnummer med åtte siffer, til dømes 912\u00a034\u00a0567, eller eit utanlandsk med landkode.",
    email: "Skriv e-postadressa slik: namn@eksempel.no.",
  },
  contact: "Kontaktopplysningar",
  notRegistered: "Ikkje registrert",
  changed: "Endra",
  confirmed: "stadfesta",
  confirmQuestion: "Stemmer opplysningane?",
  confirm: "Stadfest at dei stemmer",
  delete: "Slett opplysningar",
  deleteChannel: { mobile: "Slett mobilnummeret", email: "Slett e-postadressa" },
  digitalPost: "Digital post frå det offentlege",
  digitalPostNo: "Eg reserverer meg",
  saveSettings: "Lagre vala",
  notLoggedIn: "Du er ikkje logga inn",
  noLogin: "Du kjem ikkje inn akkurat no",
  noLoginReason: "ID-porten svarer ikkje. Prøv igjen om litt.",
};

const EN: Texts = {
  lang: "en",
  site: "My profile at Digdir (test environment)",
  testEnvironment: "test environment",
  title: "My profile at Digdir",
  registerOf: "The Contact and Reservation Register for",
  becomeRegistered: "You are not registered. Save a mobile number or an e-mail address to register.",
  notices: {
    saved: "Your details are saved.",
    confirmed: "Your details are confirmed.",
    "mobile-deleted": "The mobile number is deleted.",
    "email-deleted": "The e-mail address is deleted.",
    settings: "Your choices are saved.",
  },
  nothingSaved: "Nothing was saved. Correct the marked fields.",
  errors: {
    mobile:
      "Write a Norwegian mobile number with eight digits, for example 912\u00a034\u00a0567, or a foreign one with its country code.",
    email: "Write the e-mail address like this: name@example.com.",
  },
  contact: "Contact details",
  channels: { mobile: "Mobile number", email: "E-mail" },
  notRegistered: "Not registered",
  changed: "Changed",
  confirmed: "confirmed",
  save: "Save",
  confirmQuestion: "Are the details correct?",
  confirm: "Confirm that they are correct",
  delete: "Delete details",
  deleteChannel: { mobile: "Delete the mobile number", email: "Delete the e-mail address" },
  settings: "Reservation and language",
  digitalPost: "Digital mail from public bodies",
  digitalPostYes: "Yes, please",
  digitalPostNo: "I opt out",
  language: "Language",
  languages: { nb: "Norwegian Bokmål", nn: "Norwegian Nynorsk", en: "English", se: "Northern Sami" },
  saveSettings: "Save the choices",
  backTo: "Back to",
  logOut: "Log out",
  notLoggedIn: "You are not logged in",
  logIn: "Log in with ID-porten",
  noLogin: "You cannot get in right now",
  noLoginReason: "ID-porten does not answer. Try again in a while.",
  tryAgain: "Try again",
};

/** The texts in each language that can be asked for; those of Northern Sami are bokmål. */
export const TEXTS: Readonly<Record<Language, Texts>> = { nb: NB, nn: NN, en: EN, se: NB };
