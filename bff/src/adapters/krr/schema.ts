import { z } from "zod";

const channelDates = z.string().optional();

/** One person as KRR answers (national-registers A.4, A.5): all but id and status may be missing, more may be added. */
export const krrPersonBody = z.object({
  personidentifikator: z.string(),
  status: z.string(),
  reservasjon: z.string().optional(),
  spraak: z.string().optional(),
  kontaktinformasjon: z
    .object({
      epostadresse: z.string().optional(),
      epostadresse_oppdatert: channelDates,
      epostadresse_sist_verifisert: channelDates,
      epostadresse_duplisert: z.string().optional(),
      mobiltelefonnummer: z.string().optional(),
      mobiltelefonnummer_oppdatert: channelDates,
      mobiltelefonnummer_sist_verifisert: channelDates,
      mobiltelefonnummer_duplisert: z.string().optional(),
    })
    .optional(),
});

export type KrrPersonBody = z.infer<typeof krrPersonBody>;

export const krrPersonsBody = z.object({ personer: z.array(krrPersonBody) });
