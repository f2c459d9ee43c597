import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, PRODUCTION, REGISTER } from "./testing/environments.ts";

describe("OUTBOUND_HOSTS, the hosts that may be asked (OB1)", () => {
  const HOSTS = "idporten.no,maskinporten.no,krr.example.no,register.example.no";

  test("is demanded in production and needs not be said elsewhere", () => {
    expect(faultsOf({ ...PRODUCTION, OUTBOUND_HOSTS: undefined })).toHaveLength(1);
    expect(configOf(DEMO).idporten.outboundHosts).toBeNull();
  });

  test("lets every upstream pass that it names", () => {
    const { idporten } = configOf({ ...PRODUCTION, OUTBOUND_HOSTS: HOSTS.replaceAll(",", " , ") });
    expect(idporten.outboundHosts).toEqual(HOSTS.split(","));
  });

  test.each([
    ["IDPORTEN_ISSUER", "https://idporten.example.com"],
    ["MASKINPORTEN_ISSUER", "https://maskinporten.example.com/"],
    ["KRR_BASE_URL", "https://169.254.169.254/"],
    ["KRR_BASE_URL", "https://krr.example.no.example.com/"],
    ["KRR_BASE_URL", "https://krr.example.no@example.com/"],
    ["KRR_BASE_URL", "https://[::1]/"],
  ])("%s outside of it keeps the portal from starting: %s", (name, value) => {
    const faults = faultsOf({ ...PRODUCTION, OUTBOUND_HOSTS: HOSTS, [name]: value });
    expect(faults).toEqual([`${name} is not among OUTBOUND_HOSTS`]);
  });

  test("holds for every register", () => {
    const list = [REGISTER, { ...REGISTER, id: "other", baseUrl: "https://register.example.com" }];
    const env = { ...PRODUCTION, OUTBOUND_HOSTS: HOSTS, CONTACT_REGISTERS: JSON.stringify(list) };
    expect(faultsOf(env)).toEqual(["CONTACT_REGISTERS[1].baseUrl is not among OUTBOUND_HOSTS"]);
  });

  test("holds outside production too, where it is set", () => {
    expect(faultsOf({ ...DEMO, OUTBOUND_HOSTS: HOSTS })).toEqual([
      "IDPORTEN_ISSUER is not among OUTBOUND_HOSTS",
      "MASKINPORTEN_ISSUER is not among OUTBOUND_HOSTS",
    ]);
  });

  test("holds for the collector of traces", () => {
    const env = { ...PRODUCTION, OUTBOUND_HOSTS: HOSTS };
    expect(faultsOf({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.example.com" })).toEqual([
      "OTEL_EXPORTER_OTLP_ENDPOINT is not among OUTBOUND_HOSTS",
    ]);
    const allowed = { ...env, OUTBOUND_HOSTS: `${HOSTS},collector.example.com` };
    const { tracesEndpoint } = configOf({
      ...allowed,
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.example.com",
    });
    expect(tracesEndpoint).toBe("https://collector.example.com");
    expect(configOf(env).tracesEndpoint).toBeNull();
  });

  test("does not concern what only a browser is led to", () => {
    const env = { ...PRODUCTION, OUTBOUND_HOSTS: HOSTS, KRR_PROFILE_URL: "https://minprofil.example.com/" };
    expect(faultsOf(env)).toEqual([]);
  });

  test("stands with a star for what is below a name, and not for the name itself", () => {
    const env = { ...PRODUCTION, OUTBOUND_HOSTS: "idporten.no,maskinporten.no,register.example.no,*.krr.no" };
    expect(faultsOf({ ...env, KRR_BASE_URL: "https://a.b.krr.no/" })).toEqual([]);
    for (const address of ["https://krr.no/", "https://notkrr.no/", "https://a.krr.no.example.com/"])
      expect(faultsOf({ ...env, KRR_BASE_URL: address })).toEqual([
        "KRR_BASE_URL is not among OUTBOUND_HOSTS",
      ]);
  });

  test.each(["*", "*.no", "a.*.no", "https://idporten.no", "idporten.no:443", "Idporten.no", "idporten.no,"])(
    "is no list of hosts: %s",
    (text) => {
      expect(faultsOf({ ...PRODUCTION, OUTBOUND_HOSTS: text })).toEqual([
        expect.stringMatching(/^OUTBOUND_HOSTS must be host names/),
      ]);
    },
  );
});
