import { Agent, createServer, request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

// `node e2e/bench/server/floor-page.ts PORT`: the least that can answer with a guardian's page. Sends what the portal
// sends to school, kindergarten and KRR, side by side over kept connections, reads the JSON and answers with it. It
// knows nobody: whom to ask about is the cookie, tokens come by the channel, and nothing is checked, kept or logged.

const call = z.object({ url: z.url(), bearer: z.string() });
const calls = z.object({ registers: z.array(call), krr: call });
export type FloorCalls = z.infer<typeof calls>;

const agent = new Agent({ keepAlive: true });
let known: FloorCalls | null = null;

process.on("message", (message) => {
  known = calls.parse(message);
  process.send?.("ready");
});

function post({ url, bearer }: z.infer<typeof call>, body: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = JSON.stringify(body);
    const headers = {
      authorization: bearer,
      accept: "application/json",
      "content-type": "application/json",
      "content-length": Buffer.byteLength(sent),
    };
    request(url, { method: "POST", agent, headers }, (answer) => {
      text(answer).then((told) => {
        if (answer.statusCode === 200) resolve(JSON.parse(told));
        else reject(new Error(`${url} answered ${String(answer.statusCode)}`));
      }, reject);
    })
      .once("error", reject)
      .end(sent);
  });
}

async function page(nationalId: string): Promise<string> {
  if (known === null) throw new Error("no calls are known");
  const person = { nationalIds: [nationalId] };
  const answers = await Promise.all([
    ...known.registers.map((register) => post(register, person)),
    post(known.krr, { personidentifikatorer: [nationalId], inkluderIkkeRegistrerte: true }),
  ]);
  return JSON.stringify(answers);
}

createServer((asked, response) => {
  page(asked.headers.cookie ?? "").then(
    (body) => response.writeHead(200, { "Content-Type": "application/json" }).end(body),
    () => response.writeHead(502).end(),
  );
}).listen(Number(process.argv[2]), "localhost", () => process.send?.("listening"));
