/** The database did not do its work. Carries no query and no parameter: they may hold personal data. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /** SQLSTATE or the driver's own code, for the log. */
  readonly code: string;

  constructor(code: string) {
    super("the store is unavailable");
    this.code = code;
  }
}
