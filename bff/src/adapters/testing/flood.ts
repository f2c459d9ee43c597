import type { ServerResponse } from "node:http";

const MEGABYTE = Buffer.alloc(1024 * 1024, " ");
/** Far past what anybody may take: whoever reads to here reads for ever. */
const ENOUGH_MEGABYTES = 64;

/** Sends a body without an end. Promises how many megabytes were taken before the other side hung up. */
export async function flood(response: ServerResponse): Promise<number> {
  response.writeHead(200, { "content-type": "application/json" });
  for (let sent = 0; sent < ENOUGH_MEGABYTES; sent += 1) if (!(await taken(response))) return sent;
  response.end();
  return ENOUGH_MEGABYTES;
}

function taken(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const hungUp = (): void => resolve(false);
    response.once("close", hungUp);
    response.write(MEGABYTE, (error) => {
      response.off("close", hungUp);
      resolve(error === null || error === undefined);
    });
  });
}
