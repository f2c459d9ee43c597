import { createHash } from "node:crypto";
import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { z } from "zod";
import { NationalId } from "../domain/national-id.ts";
import type { Keyring } from "../platform/keyring.ts";
import type { SessionContent } from "../ports/sessions.ts";

const form = z.object({
  nationalId: z.string(),
  acr: z.string(),
  name: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable(),
});

/** The form of a session's content at rest: sealed for its row, with its token as the ticket (decision 018). */
export interface SessionContents {
  seal(content: SessionContent, token: string): Promise<string>;
  /** Null also for content that another release sealed in another form: a new log-in helps there, and trying again does not. */
  open(sealed: string, token: string): Promise<SessionContent | null>;
  /** The same content under the ring's active key: as it is, or sealed anew. */
  renewed(sealed: string, content: SessionContent, token: string): Promise<string>;
}

/** Promises content that neither the database nor the key ring nor both together open: only the browser has the token. */
export function createSessionContents(keyring: Keyring): SessionContents {
  const contents: SessionContents = {
    seal: (content, token) =>
      keyring.seal(
        JSON.stringify({ ...content, nationalId: content.nationalId.reveal() }),
        placeOf(token),
        token,
      ),
    async open(sealed, token) {
      const text = await keyring.open(sealed, placeOf(token), token);
      if (text === null) return null;
      const content = form.safeParse(JSON.parse(text));
      const nationalId = content.success ? NationalId.parse(content.data.nationalId) : null;
      return content.success && nationalId !== null ? { ...content.data, nationalId } : null;
    },
    renewed: async (sealed, content, token) =>
      keyring.isCurrent(sealed) ? sealed : contents.seal(content, token),
  };
  return contents;
}

/** By what a row is found without holding the token. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function placeOf(token: string): string {
  return `sessions.sealed ${hashOf(token)}`;
}
