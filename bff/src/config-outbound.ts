import { z } from "zod";
import { contactRegisters } from "./config-values.ts";
import { isAllowedHost } from "./platform/outbound-fetch.ts";

const NAME = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
/** `*.` stands for whatever is below a name of two parts at least: nobody means every name of a country. */
const HOST = new RegExp(`^(${NAME}(\\.${NAME})*|\\*(\\.${NAME}){2,})$`);

/** Host names that may be spoken to, with commas between; `*.example.no` is what stands below example.no. */
export const outboundHosts = z
  .string()
  .transform((text) => text.split(",").map((host) => host.trim()))
  .refine(
    (hosts) => hosts.every((host) => HOST.test(host)),
    "must be host names in lower case, such as idporten.no,*.example.no",
  );

/** Addresses that this process itself asks; those that are shown to a browser are not among them. */
const ASKED = ["IDPORTEN_ISSUER", "MASKINPORTEN_ISSUER", "KRR_BASE_URL", "OTEL_EXPORTER_OTLP_ENDPOINT"];

/**
 * Every configured upstream must be on the allow-list, where there is one (OAuth 2.0 for Browser-Based Apps: a BFF must
 * restrict where it sends to). Reads the raw values, so that it is named together with a value that is malformed.
 */
export function outboundFaults(values: Readonly<Record<string, string | undefined>>): string[] {
  const hosts = outboundHosts.safeParse(values["OUTBOUND_HOSTS"]);
  if (!hosts.success) return [];
  const isStray = (url: string | undefined): boolean =>
    url !== undefined && URL.canParse(url) && !isAllowedHost(new URL(url), hosts.data);
  const registers = contactRegisters.safeParse(values["CONTACT_REGISTERS"]);
  return [
    ...ASKED.filter((name) => isStray(values[name])),
    ...(registers.success ? registers.data : []).flatMap(({ baseUrl }, index) =>
      isStray(baseUrl) ? [`CONTACT_REGISTERS[${String(index)}].baseUrl`] : [],
    ),
  ].map((name) => `${name} is not among OUTBOUND_HOSTS`);
}
