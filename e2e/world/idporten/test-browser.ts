/** What a browser shows after following redirects: a page of ID-porten. */
export interface ShownPage {
  url: URL;
  status: number;
  text: string;
  headers: Headers;
}

export interface TestBrowser {
  /** Follows redirects on the host of ID-porten and returns the address of a service it is led back to. */
  follow(url: URL | string, form?: Record<string, string>): Promise<URL>;
  /** Follows redirects and returns the page of ID-porten they end at. */
  show(url: URL | string, form?: Record<string, string>): Promise<ShownPage>;
}

/** A browser without eyes: cookies by path, redirects, forms. It never leaves the log-in host. */
export function createTestBrowser(loginOrigin: string): TestBrowser {
  const jar = new Map<string, { value: string; path: string }>();
  async function visit(start: URL | string, form?: Record<string, string>): Promise<URL | ShownPage> {
    let url = new URL(start, loginOrigin);
    let body = form === undefined ? undefined : new URLSearchParams(form);
    while (url.origin === loginOrigin) {
      const answer: Response = await fetch(url, {
        redirect: "manual",
        headers: { cookie: cookiesFor(jar, url.pathname) },
        ...(body !== undefined && { method: "POST", body }),
      });
      for (const cookie of answer.headers.getSetCookie()) store(jar, cookie);
      const location = answer.headers.get("location");
      if (location === null) {
        return { url, status: answer.status, text: await answer.text(), headers: answer.headers };
      }
      url = new URL(location, url);
      body = undefined;
    }
    return url;
  }
  return {
    async follow(url, form) {
      const end = await visit(url, form);
      if (end instanceof URL) return end;
      throw new Error(`The browser stayed at ${end.url.pathname}, status ${end.status}`);
    },
    async show(url, form) {
      const end = await visit(url, form);
      if (!(end instanceof URL)) return end;
      throw new Error(`The browser was led to ${end.origin}${end.pathname}`);
    },
  };
}

type Jar = Map<string, { value: string; path: string }>;

const cookiesFor = (jar: Jar, pathname: string): string =>
  [...jar]
    .filter(([, { path }]) => pathname.startsWith(path))
    .map(([name, { value }]) => `${name}=${value}`)
    .join("; ");

function store(jar: Jar, header: string): void {
  const [, name, value, rest = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(header) ?? [];
  if (name === undefined || value === undefined) return;
  const gone = value === "" || /max-age=0/i.test(rest);
  if (gone) jar.delete(name);
  else jar.set(name, { value, path: /path=([^;]+)/i.exec(rest)?.[1] ?? "/" });
}
