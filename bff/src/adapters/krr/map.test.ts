import { describe, expect, it } from "vitest";
import { toKrrPerson } from "./map.ts";
import { krrPersonBody } from "./schema.ts";

function personFrom(body: Record<string, unknown>) {
  return toKrrPerson(krrPersonBody.parse({ personidentifikator: "01810012345", status: "AKTIV", ...body }));
}

describe("an active person of whom KRR tells no contact data (national-registers A.9)", () => {
  it("may have data that KRR withholds where she may not be notified", () => {
    expect(personFrom({ reservasjon: "NEI", varslingsstatus: "KAN_IKKE_VARSLES" })).toMatchObject({
      withheld: true,
      channels: { mobile: null, email: null },
    });
  });

  it.each([
    ["KRR does not say whether she may be notified", {}],
    ["she may be notified", { varslingsstatus: "KAN_VARSLES" }],
    ["her reservation is reason enough", { reservasjon: "JA", varslingsstatus: "KAN_IKKE_VARSLES" }],
    ["she is deleted", { status: "SLETTET", varslingsstatus: "KAN_IKKE_VARSLES" }],
    ["she is not registered", { status: "IKKE_REGISTRERT", varslingsstatus: "KAN_IKKE_VARSLES" }],
  ])("has none where %s", (_why, body) => {
    expect(personFrom(body)).not.toHaveProperty("withheld");
  });

  it("is believed where KRR tells expired data all the same", () => {
    const kontaktinformasjon = { mobiltelefonnummer: "+4791234567" };
    const person = personFrom({ varslingsstatus: "KAN_IKKE_VARSLES", kontaktinformasjon });
    expect(person).toMatchObject({ channels: { mobile: { value: "+4791234567" } } });
    expect(person).not.toHaveProperty("withheld");
  });
});
