import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../../../world/server.ts";
import { runToEnd } from "../../processes.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const TARBALL = /^\/[^/]+\/-\/(.+)\.tgz$/;
const ADVISORIES = "/-/npm/v1/security/advisories/bulk";

/** A release that nobody has published, with as much as an install looks at. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly ageDays: number;
  /** Published with a proof of where it was built. */
  readonly proven?: boolean;
  /** What its package.json says beyond name and version. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

export interface PackageRegistry {
  readonly origin: string;
  close(): Promise<void>;
}

interface Packed extends Release {
  readonly content: Readonly<Record<string, unknown>>;
  readonly tarball: Buffer;
}

/** A package registry on this machine that has the releases, and knows advisories where they are given. */
export async function startRegistry(
  releases: readonly Release[],
  advisories?: Readonly<Record<string, readonly object[]>>,
): Promise<PackageRegistry> {
  let packed: readonly Packed[] = [];
  const server = await startServer({
    hostname: "127.0.0.1",
    handler(request, response) {
      const path = decodeURIComponent(request.url ?? "");
      const asked = TARBALL.exec(path)?.[1];
      const tarball = packed.find(({ name, version }) => `${name}-${version}` === asked)?.tarball;
      const found = packed.filter(({ name }) => path === `/${name}`);
      if (tarball !== undefined) response.end(tarball);
      else if (path === ADVISORIES && advisories !== undefined)
        answerAdvisories(request, response, advisories);
      else if (found.length > 0) sendJson(response, packument(server.origin, found));
      else response.writeHead(404).end("{}");
    },
  });
  packed = await Promise.all(releases.map(pack));
  return { origin: server.origin, close: () => server.close() };
}

async function pack(release: Release): Promise<Packed> {
  const { name, version } = release;
  const content = { name, version, ...release.manifest };
  const folder = await mkdtemp(join(tmpdir(), "release-"));
  try {
    await mkdir(join(folder, "package"));
    await writeFile(join(folder, "package", "package.json"), JSON.stringify(content));
    const line = { command: "tar", args: ["-czf", "packed.tgz", "package"], cwd: folder };
    const { code, output } = await runToEnd(line, AbortSignal.timeout(10_000));
    if (code !== 0) throw new Error(`${name} could not be packed: ${output}`);
    return { ...release, content, tarball: await readFile(join(folder, "packed.tgz")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a registry tells about a package and all its versions. */
function packument(origin: string, releases: readonly Packed[]): object {
  const versions: Record<string, object> = {};
  const time: Record<string, string> = {};
  for (const { name, version, ageDays, proven = false, content, tarball } of releases) {
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    const provenance = { predicateType: "https://slsa.dev/provenance/v1" };
    const dist = {
      tarball: `${origin}/${name}/-/${name}-${version}.tgz`,
      integrity,
      ...(proven && { attestations: { url: origin, provenance } }),
    };
    versions[version] = { ...content, dist, ...("scripts" in content && { hasInstallScript: true }) };
    time[version] = new Date(Date.now() - ageDays * DAY_MS).toISOString();
  }
  const latest = releases.at(-1);
  return { name: latest?.name, "dist-tags": { latest: latest?.version }, versions, time };
}

function answerAdvisories(request: IncomingMessage, response: ServerResponse, advisories: object): void {
  request.resume().once("end", () => sendJson(response, advisories));
}

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}
