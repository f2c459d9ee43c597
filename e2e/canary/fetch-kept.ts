import { keepAnswer } from "./answer-evidence.ts";

/** As `fetch`, and promises that what the portal answers is kept for the search for canaries. */
export async function fetchKept(address: string | URL, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, init);
  await keepAnswer({
    url: answer.url,
    status: answer.status,
    location: answer.headers.get("location"),
    setCookie: answer.headers.getSetCookie(),
    body: () => answer.clone().text(),
  });
  return answer;
}
