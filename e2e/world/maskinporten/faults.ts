export interface MaskinportenFault {
  /** Every token request answers 503. */
  unavailable?: boolean;
  /** Token requests are taken and never answered. */
  hang?: boolean;
  /** The registered keys are past their year: MP-121. */
  keyExpired?: boolean;
}

export interface MaskinportenFaults {
  /** Replaces whatever was wrong before. */
  set(fault: MaskinportenFault): void;
  clear(): void;
  readonly active: MaskinportenFault;
}

/** Starts with nothing wrong. */
export function createMaskinportenFaults(): MaskinportenFaults {
  let active: MaskinportenFault = {};
  return {
    set: (fault) => void (active = { ...fault }),
    clear: () => void (active = {}),
    get active() {
      return active;
    },
  };
}
