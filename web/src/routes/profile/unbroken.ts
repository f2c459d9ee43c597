/** Promises a number that running text does not break in two; an address has no spaces and still breaks where it must. */
export function unbroken(display: string): string {
  return display.replaceAll(" ", "\u00A0");
}
