import { describe, expect, it } from "vitest";
import { foreignEndpoint } from "./own-endpoints.ts";

const ISSUER = "https://idporten.no";

describe("an address in ID-porten's metadata (OI12)", () => {
  it.each([
    "https://idporten.no/token",
    "https://login.idporten.no/authorize",
    "https://login.idporten.no:443/authorize",
    "https://LOGIN.IDPORTEN.NO/authorize",
    "https://a.login.idporten.no/authorize",
  ])("is ID-porten's own: %s", (address) => {
    expect(foreignEndpoint(ISSUER, { token_endpoint: address })).toBeNull();
  });

  it.each([
    "https://evil.example/token",
    "https://evilidporten.no/token",
    "https://idporten.no.evil.example/token",
    "https://idporten.no@evil.example/token",
    "https://user:password@idporten.no/token",
    "https://evil.example\\.idporten.no/token",
    "https://evil.example#.idporten.no",
    "https://evil.example/.idporten.no",
    "https://test-idporten.no/token",
    "https://no/token",
    "http://idporten.no/token",
    "http://login.idporten.no/authorize",
    "//idporten.no/token",
    "/token",
    "javascript:alert(1)//idporten.no",
    "https://localhost/token",
    "",
    7,
    null,
    ["https://idporten.no/token"],
  ])("is somebody else's: %j", (address) => {
    expect(foreignEndpoint(ISSUER, { token_endpoint: address })).toBe("token_endpoint");
  });

  it.each([
    "authorization_endpoint",
    "pushed_authorization_request_endpoint",
    "token_endpoint",
    "jwks_uri",
    "userinfo_endpoint",
    "end_session_endpoint",
    "revocation_endpoint",
  ])("is looked at wherever it stands: %s", (name) => {
    const metadata = { issuer: ISSUER, ui_locales_supported: ["nb"], [name]: "https://evil.example/" };
    expect(foreignEndpoint(ISSUER, metadata)).toBe(name);
  });

  it.each([
    ["http://localhost:8001", "http://127.0.0.1:8002/authorize", null],
    ["http://localhost:8001", "http://evil.example/authorize", "token_endpoint"],
    ["https://10.0.0.1", "https://1.10.0.0.1/authorize", "token_endpoint"],
  ])(
    "of %s may be on the same machine alone, and on no address that only looks like it: %s",
    (issuer, address, found) => {
      expect(foreignEndpoint(issuer, { token_endpoint: address })).toBe(found);
    },
  );
});
