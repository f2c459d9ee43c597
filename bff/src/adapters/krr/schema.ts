import { z } from "zod";
import { shortListOf } from "../../platform/short-list.ts";

const text = z.string().nullish();

/** One person as KRR answers (national-registers A.4, A.5): all but id and status may be missing or null, more may be added. */
export const krrPersonBody = z.object({
  personidentifikator: z.string(),
  status: z.string(),
  reservasjon: text,
  varslingsstatus: text,
  spraak: text,
  kontaktinformasjon: z
    .object({
      epostadresse: text,
      epostadresse_oppdatert: text,
      epostadresse_sist_verifisert: text,
      epostadresse_duplisert: text,
      mobiltelefonnummer: text,
      mobiltelefonnummer_oppdatert: text,
      mobiltelefonnummer_sist_verifisert: text,
      mobiltelefonnummer_duplisert: text,
    })
    .nullish(),
});

export type KrrPersonBody = z.infer<typeof krrPersonBody>;

export const krrPersonsBody = z.object({ personer: shortListOf(krrPersonBody) });

/** An answer whose persons are looked at one by one, so that a malformed one does not take the others along (A.5). */
export const krrBatchBody = z.object({ personer: z.array(z.unknown()) });

/** Whom an element is on, where no more of it can be read. */
export const krrIdBody = krrPersonBody.pick({ personidentifikator: true });

const changeNumber = z.number().int().min(0);

/** A page of the change feed (national-registers D); its persons are looked at one by one, too. */
export const krrChangesBody = z.object({
  list: z.array(z.unknown()),
  fraEndringsId: changeNumber,
  tilEndringsId: changeNumber,
  sisteEndringsId: changeNumber,
});

export type KrrChangesBody = z.infer<typeof krrChangesBody>;
