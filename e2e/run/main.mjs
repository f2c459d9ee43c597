// Plain JavaScript without dependencies: this file is the first to run, under whatever Node.js the machine has.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".installed");

/** Everything that decides what an install yields; the stamp holds its hash. */
const manifests = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  ".pnpmfile.mjs",
  ...["web", "bff", "shared", "e2e"].map((folder) => `${folder}/package.json`),
];

const supportsTypeScript = (version) => Number(version.split(".")[0]) >= 24;

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

function install() {
  const wanted = createHash("sha256");
  for (const file of manifests) wanted.update(readFileSync(join(root, file))).update("\0");
  const hash = wanted.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  // npx takes no hash behind the version; «npm run audit» compares it with the registry's.
  const [pnpm] = packageManager.split("+");
  console.log(`Installing dependencies (${pnpm}, frozen lockfile) …`);
  // CI=true: pnpm neither asks questions nor changes the lockfile.
  const result = spawnSync("npx", ["--yes", pnpm, "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, CI: "true" },
  });
  if (result.error) giveUp(`Could not start npx (${result.error.message}); npm is needed beside Node.js.`);
  if (result.status !== 0) giveUp("Installing the dependencies failed; the lines above say why.");
  writeFileSync(stamp, hash);
}

/** Runs this file again under the Node.js of the lockfile; the channel tells the child when we are gone. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: bin + delimiter + process.env.PATH },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill("SIGTERM"));
  child.on("error", (error) => giveUp(`Could not start ${node}: ${error.message}`));
  child.on("exit", (code) => process.exit(code ?? 1));
}

/**
 * The scripts in package.json say `exec`, so that no shell stands between npm and this process: signals and exit codes
 * pass. An npm that is killed hands nothing on; then this process gets another parent, which is what we watch.
 */
function watchNpm(gone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || gone(), 500).unref();
}

if (process.platform === "win32") giveUp("Windows is not supported; use WSL, Linux or macOS.");
if (Number(process.versions.node.split(".")[0]) < 20)
  giveUp(`Node.js 20 or newer is needed to start (this is ${process.version}).`);
install();

if (supportsTypeScript(process.versions.node)) {
  process.env.PATH = bin + delimiter + process.env.PATH;
  const { runCommand } = await import("./commands.ts");
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end.abort());
  process.on("disconnect", () => end.abort());
  process.channel?.unref();
  watchNpm(() => end.abort());
  process.exit(await runCommand(process.argv[2] ?? "", { root, end: end.signal }));
} else {
  const node = join(bin, "node");
  if (!existsSync(node))
    giveUp(`Node.js 24 or newer is needed on this platform (this is ${process.version}).`);
  handOver(node);
}
