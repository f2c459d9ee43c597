import type { Capabilities } from "../../domain/contact-record.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";

export interface Forgetfulness {
  /** Asks the register what it can do. */
  capabilities(): Promise<UpstreamResult<Capabilities>>;
  /** Whether the register said, when it last said anything, that it cannot hold where a value came from. */
  forgets(): Promise<boolean>;
}

/** Promises to ask the register only while it has never told; one that is silent then counts as one that holds origins. */
export function createForgetfulness(register: Pick<Forgetfulness, "capabilities">): Forgetfulness {
  let holdsOrigin: boolean | null = null;

  async function capabilities(): Promise<UpstreamResult<Capabilities>> {
    const told = await register.capabilities();
    if (told.ok) ({ holdsOrigin } = told.value);
    return told;
  }

  return {
    capabilities,
    async forgets() {
      if (holdsOrigin === null) await capabilities();
      return holdsOrigin === false;
    },
  };
}
