import { PAGES } from "@foresattportal/shared/pages.ts";
import { z } from "zod";
import { fetchKept } from "../canary/fetch-kept.ts";
import type { Target } from "./target.ts";

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** An address that can be asked for, with the method it knows. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly name: string;
}

/** Everything that the API's own description names, and the one other route that our page alone may call. */
export async function ownPageOperations({ origin }: Target): Promise<Operation[]> {
  const { paths } = document.parse(await (await fetchKept(`${origin}/api/openapi.json`)).json());
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => operation(method.toUpperCase(), path)),
  );
  return [...described, operation("POST", "/auth/logout")];
}

/** Addresses that anybody may go to. */
export const OPEN_PATHS: readonly string[] = [
  ...Object.values(PAGES),
  "/feil/login-expired",
  "/unknown",
  "/auth/login",
  "/auth/callback",
  "/auth/frontchannel-logout",
  "/livez",
  "/readyz",
  "/robots.txt",
  "/api/openapi.json",
];

/** The scripts, style sheets and marks that the built document names. */
export async function assetPaths({ origin }: Target): Promise<string[]> {
  const html = await (await fetchKept(origin)).text();
  return [...html.matchAll(/"(?<path>\/(?:assets|marks)\/[^"]+)"/g)].flatMap(
    ({ groups }) => groups?.["path"] ?? [],
  );
}

function operation(method: string, pattern: string): Operation {
  const path = pattern.replaceAll(/\{\w+\}/g, "x");
  return { method, path, name: `${method} ${path}` };
}
