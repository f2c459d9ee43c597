import type { TokenNeed } from "./adapters/maskinporten/index.ts";
import type { Config, RegisterConfig } from "./config.ts";
import type { Register } from "./domain/register.ts";

/** A configured register as the domain knows it: whose it is, and nothing of how it is reached. */
export function registerOf({
  baseUrl: _where,
  auth: _how,
  sync: _atNight,
  ...register
}: RegisterConfig): Register {
  return register;
}

/** The machine token that a register takes, on behalf of its municipality where that is delegated (decision 009). */
export function needOf({ auth, municipality }: RegisterConfig, { delegated }: Config): TokenNeed {
  return {
    scope: auth.scope,
    ...(delegated && { consumerOrg: municipality.orgNumber }),
    ...(auth.resource !== undefined && { resource: auth.resource }),
  };
}
