import { createServer } from "node:http";

// `node e2e/bench/server/bare.ts PORT`: the least that answers a request, a kilobyte of JSON by node:http.

const body = JSON.stringify({ text: "x".repeat(1024 - JSON.stringify({ text: "" }).length) });
const headers = { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) };

createServer((_request, response) => {
  response.writeHead(200, headers).end(body);
}).listen(Number(process.argv[2]), "localhost", () => process.send?.("listening"));
