/** A name as the registers keep it. */
export interface PersonName {
  readonly given: string;
  readonly middle: string | null;
  readonly family: string;
}

/** The name as people read it. */
export function fullName({ given, middle, family }: PersonName): string {
  return [given, middle, family].filter((part) => part !== null).join(" ");
}
