// The session route of a portal that is built with Next.js and iron-session, on Next's own server, after `next build next`.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";

const [port, secret] = process.argv.slice(2);
process.env.BENCH_SECRET = secret;

const app = next({ dev: false, dir: fileURLToPath(new URL("next", import.meta.url)), hostname: "localhost" });
await app.prepare();
createServer(app.getRequestHandler()).listen(Number(port), "localhost", () => process.send?.("listening"));
process.on("disconnect", () => process.exit());
