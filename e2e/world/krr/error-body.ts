import { STATUS_CODES } from "node:http";

/** Bodies of KRR's errors are not documented (national-registers A.11): the usual shape of a Spring service, without any input. */
export function errorBody(status: number): { status: number; error: string } {
  return { status, error: STATUS_CODES[status] ?? "" };
}
