import type { KrrChannelName } from "../krr/krr-store.ts";
import type { KrrEntry } from "../people/person.ts";
import type { Notice } from "./contact-form.ts";
import type { Texts } from "./texts.ts";

/** What the page is made of. */
export interface ProfilePage {
  readonly texts: Texts;
  readonly name: string;
  readonly entry: KrrEntry | null;
  /** What was typed, where it was refused. */
  readonly typed: Partial<Record<KrrChannelName, string>>;
  readonly unreadable: readonly KrrChannelName[];
  readonly notice: Notice | null;
  /** Where the person came from; null = the exit is «Logg ut». */
  readonly returnTo: string | null;
}
