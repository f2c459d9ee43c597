import { randomUUID } from "node:crypto";
import { z } from "zod";

const TOKEN = z.object({ access_token: z.string(), expires_in: z.number() });
const SPARE_SECONDS = 12;

/** A bearer header for the bench world, renewed before it dies; the grant is one by its form alone. */
export function benchBearer(maskinporten: string): () => Promise<string> {
  let held = { header: "", until: 0 };
  return async () => {
    if (Date.now() < held.until) return held.header;
    const assertion = `${part({ alg: "RS256" })}.${part({ iss: "bench", jti: randomUUID() })}.${part({})}`;
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion,
    });
    const answer = await fetch(`${maskinporten}token`, { method: "POST", body });
    const { access_token: token, expires_in: seconds } = TOKEN.parse(await answer.json());
    held = { header: `Bearer ${token}`, until: Date.now() + (seconds - SPARE_SECONDS) * 1000 };
    return held.header;
  };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
