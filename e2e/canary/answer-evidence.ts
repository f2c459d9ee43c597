import { keepEvidence } from "./evidence.ts";
import { noteCanaries } from "./ledger.ts";

/** What a browser gets from the portal, as far as it is evidence or canary. */
export interface Answer {
  /** Where it was asked for, in full. */
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly setCookie: readonly string[];
  readonly body: () => Promise<string>;
}

/** Notes the cookies, and keeps the addresses and what an error says. */
export async function keepAnswer({ url, status, location, setCookie, body }: Answer): Promise<void> {
  noteCanaries("cookie", ...setCookie.flatMap(sealedValue));
  keepEvidence("addresses", location === null ? url : `${url}\n${location}`);
  if (status >= 400) keepEvidence("error bodies", await body());
}

/** Of the portal's two cookies that are secrets; the language that somebody chose is none. */
function sealedValue(header: string): string[] {
  const value = /^__Host-Http-[^=]+=([^;]+)/.exec(header)?.[1];
  return value === undefined ? [] : [value];
}
