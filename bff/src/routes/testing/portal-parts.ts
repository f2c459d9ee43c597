import { PAGES } from "@foresattportal/shared/pages.ts";
import { DEFAULT_THEME } from "@foresattportal/shared/themes.ts";
import { createLoginTransactions } from "../../http/login-transaction.ts";
import { createKeyring, randomSessionKey } from "../../platform/keyring.ts";
import { requestContext } from "../../http/request-context.ts";
import { createLogger, eventLog } from "../../platform/logger.ts";
import { createFakeContactRegister } from "../../ports/testing/fake-contact-register.ts";
import { createFakeIdentityProvider } from "../../ports/testing/fake-identity-provider.ts";
import { createFakeKrr } from "../../ports/testing/fake-krr.ts";
import { KARI, KINDERGARTEN, SCHOOL, contactRecord, krrPerson } from "../../ports/testing/people.ts";

export const ORIGIN = "https://minprofil.example.no";

/** What a log line would hold if the scrubber had to take something out, besides the ids themselves. */
const TRACES = ["10000000000", "token-removed", "address-removed", KARI.reveal()];

const clock = (): Date => new Date();

/**
 * Everything of the app but its store: Kari, who is held by a school and a kindergarten and known to KRR, in fakes of
 * the outside that the test can steer, and every log line as written.
 */
export function portalParts() {
  const keyring = createKeyring([randomSessionKey()]);
  const lines: string[] = [];
  const logger = createLogger("debug", requestContext, { write: (line) => void lines.push(line) });
  const school = createFakeContactRegister(SCHOOL);
  const kindergarten = createFakeContactRegister(KINDERGARTEN);
  const krr = createFakeKrr();
  const identityProvider = createFakeIdentityProvider(ORIGIN);
  identityProvider.answerWith({ nationalId: KARI, sid: "kari-sid", acr: "idporten-loa-high" });
  school.put(KARI, contactRecord({ mobile: { value: "91234567", origin: "manual" } }));
  kindergarten.put(KARI, contactRecord({ mobile: { value: "+4791234567", origin: "krr" } }));
  krr.put(KARI, krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, clock()));
  return {
    keyring,
    identityProvider,
    school,
    kindergarten,
    krr,
    lines,
    /** Traces of persons and secrets in the log: must be empty. */
    traces: () => lines.filter((line) => TRACES.some((trace) => line.includes(trace))),
    /** Lines of this event, without the time. */
    events: (name: string) => lines.filter((line) => line.includes(`"msg":"${name}"`)),
    deps: {
      identityProvider,
      transactions: createLoginTransactions(keyring, clock),
      krr,
      registers: [school, kindergarten],
      keyring,
      clock,
      logger,
      record: eventLog(logger),
      clientNetwork: () => "192.0.2.1",
      publicOrigin: ORIGIN,
      portal: {
        owner: "Lillevik",
        municipalities: ["Lillevik"],
        editInKrr: {
          nb: editAddress("nb"),
          nn: editAddress("nn"),
          en: editAddress("en"),
          se: editAddress("se"),
        },
        contact: { url: "https://www.example.no/kontakt" },
      },
      stopping: () => false,
      siteRoot: null,
      theme: DEFAULT_THEME,
    },
  };
}

function editAddress(language: string): string {
  return `https://krr.example/?locale=${language}&gotoUrl=${encodeURIComponent(ORIGIN + PAGES.returned)}`;
}
