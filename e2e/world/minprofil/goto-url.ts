/**
 * Where the exit link may lead: an address that is on the list, exactly as it stands there, and in lower case with
 * protocol (national-registers A.14). Null for anything else; the exit is then «Logg ut».
 */
export function allowedReturn(gotoUrl: string | undefined, registered: readonly string[]): string | null {
  if (gotoUrl === undefined || gotoUrl !== gotoUrl.toLowerCase() || !/^https?:\/\//.test(gotoUrl))
    return null;
  return registered.includes(gotoUrl) ? gotoUrl : null;
}
