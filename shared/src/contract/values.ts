import { z } from "zod";

/** ISO 8601 in UTC, for example `2026-11-22T09:00:00.000Z`. */
export const timestamp = z.iso.datetime();

/** Which sort of contact register holds the person; the page says «skolen» and «barnehagen» by it. */
export const systemKind = z.enum(["school", "kindergarten"]);
export type SystemKind = z.infer<typeof systemKind>;

/** The two ways in which school and kindergarten reach a guardian, both kept in KRR. */
export const channel = z.enum(["mobile", "email"]);
export type Channel = z.infer<typeof channel>;
export const CHANNELS = channel.options;

/** Who put a value into a register (contact-register-api, `origin`). */
export const origin = z.enum(["krr", "manual", "guardian", "folkeregister", "import", "unknown"]);
export type Origin = z.infer<typeof origin>;
