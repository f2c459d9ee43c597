// «Who may import whom», one rule per sentence. e2e/run/import-rules.test.ts proves that each one bites.

/** Modules of npm packages, wherever the package manager keeps them. */
const packages = (...names) => `(^|/)node_modules/(${names.join("|")})/`;

const test = "\\.test\\.tsx?$";
const testing = "/testing/";

/** Tests and what is made for them may reach for anything of their own package, so layers bind sources only. */
const source = (path) => ({ path, pathNot: [test, testing] });

/** The composition root; app.ts is the way of a request, and gets its parts handed in as everyone does. */
const rootFiles =
  "main|listen|open-store|compose|compose-register|compose-sync|compose-doctor|worker|sync|end-sessions|doctor";
const root = `^bff/src/(${rootFiles})\\.ts$`;

const ioModules =
  "^(node:)?(child_process|cluster|dgram|dns|fs|http|http2|https|net|tls|worker_threads)(/|$)";

const forbid = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const betweenPackages = [
  forbid(
    "shared-imports-nothing-of-ours",
    "shared is the contract both sides build on: move what it needs into shared, or the code to its user.",
    { path: "^shared/" },
    { path: "^(bff|web|e2e)/" },
  ),
  forbid(
    "shared-runs-in-the-browser",
    "shared does no I/O and runs in the browser: let the caller in bff or e2e use Node.js and hand in the result.",
    source("^shared/"),
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "web-never-imports-bff",
    "The page knows the bff by the contract alone: put what both need into shared/src/contract.",
    { path: "^web/" },
    { path: "^(bff|e2e)/" },
  ),
  forbid(
    "bff-never-imports-web-or-the-world",
    "The bff knows its surroundings by HTTP and by shared: put what both need into shared.",
    { path: "^bff/" },
    { path: "^(web|e2e)/" },
  ),
  forbid(
    "the-world-knows-only-shared",
    "The outside world is another party: speak to bff and web over HTTP and in the browser, as others do.",
    { path: "^e2e/" },
    { path: "^(bff|web)/" },
  ),
];

const layersOfTheBff = [
  forbid(
    "domain-is-pure",
    "Domain decides and does nothing else: take the value (also the time) as an argument instead of fetching it.",
    source("^bff/src/domain/"),
    { path: "^bff/", pathNot: "^bff/src/domain/" },
  ),
  forbid(
    "domain-does-no-io",
    "Domain does no I/O and keeps no log: let a use case fetch through a port, and pass the answer in.",
    source("^bff/src/domain/"),
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "domain-uses-only-pure-packages",
    "Only packages that compute: phone numbers, national identity numbers, schemas. Anything else goes behind a port.",
    source("^bff/src/domain/"),
    { path: packages(".+"), pathNot: packages("libphonenumber-js", "@navikt/fnrvalidator", "zod") },
  ),
  forbid(
    "ports-know-domain-and-shared",
    "A port is an interface in the words of the domain: describe the need, and leave the means to the adapter.",
    source("^bff/src/ports/"),
    { path: "^bff/", pathNot: "^bff/src/(domain|ports)/" },
  ),
  forbid(
    "ports-name-no-package",
    "A port that names a library can have one adapter only: declare the shape that is needed.",
    source("^bff/src/ports/"),
    { path: packages(".+") },
  ),
  forbid(
    "usecases-know-domain-and-ports",
    "A use case reaches the outside through ports alone: add a port, and let compose.ts hand in who implements it.",
    source("^bff/src/usecases/"),
    { path: "^bff/", pathNot: "^bff/src/(domain|ports|usecases)/" },
  ),
  forbid(
    "usecases-do-no-io",
    "A use case does no I/O of its own: put it behind a port.",
    source("^bff/src/usecases/"),
    { path: ioModules },
  ),
  forbid(
    "adapters-know-ports-domain-platform",
    "An adapter imports ports, domain, platform and its own folder: what two adapters share belongs in platform.",
    source("^bff/src/adapters/([^/]+)/"),
    {
      path: "^bff/",
      pathNot: [
        "^bff/src/(ports|domain|platform)/",
        "^bff/src/adapters/$1/",
        // Machine tokens are needed by several adapters, and made in one place.
        "^bff/src/adapters/maskinporten/index\\.ts$",
      ],
    },
  ),
  forbid(
    "store-knows-ports-domain-platform",
    "The store imports ports, domain, platform and its own folder: what it needs beyond that is handed in.",
    source("^bff/src/store/"),
    { path: "^bff/", pathNot: "^bff/src/(ports|domain|platform|store)/" },
  ),
  forbid(
    "the-terminal-knows-domain-and-ports",
    "What a person reads in the terminal is made of a report and nothing else: hand in what it needs.",
    source("^bff/src/terminal/"),
    { path: "^bff/", pathNot: "^bff/src/(domain|ports|terminal)/" },
  ),
  forbid(
    "platform-is-the-ground",
    "Platform serves adapters, store and HTTP alike and knows none of them: turn the dependency round.",
    source("^bff/src/platform/"),
    { path: "^bff/", pathNot: "^bff/src/(ports|domain|platform)/" },
  ),
  forbid(
    "only-the-composition-root-sees-adapters-and-store",
    "Take the port as an argument, and let compose.ts hand in the adapter or the store.",
    { path: "^bff/src/", pathNot: [test, testing, root, "^bff/src/(adapters|store)/"] },
    { path: "^bff/src/(adapters|store)/" },
  ),
  forbid(
    "adapters-are-entered-by-their-index",
    "Import the adapter's or the store's index.ts, its one door.",
    { path: root },
    { path: "^bff/src/(adapters|store)/", pathNot: "/index\\.ts$" },
  ),
  forbid(
    "nobody-imports-the-composition-root",
    "main.ts, compose.ts and app.ts put the parts together: take what you need as an argument.",
    { path: "^bff/src/", pathNot: [test, testing, root] },
    { path: `^bff/src/(${rootFiles}|app)\\.ts$` },
  ),
];

const partsOfTheWeb = [
  forbid(
    "pages-never-import-one-another",
    "What two pages share belongs in a folder of its own beside web/src/routes.",
    source("^web/src/routes/([^/]+)/"),
    { path: "^web/src/routes/[^/]+/", pathNot: "^web/src/routes/$1/" },
  ),
];

const homesOfPackages = [
  forbid(
    "openid-client-only-in-idporten",
    "Logging in has one home: use the identity-provider port.",
    { path: "^bff/", pathNot: "^bff/src/adapters/idporten/" },
    { path: packages("openid-client") },
  ),
  forbid(
    "jose-only-where-tokens-are-made",
    "Keys and tokens live in adapters/idporten, adapters/maskinporten and platform/keyring: ask those.",
    {
      path: "^bff/",
      pathNot: [test, "^bff/src/adapters/(idporten|maskinporten)/", "^bff/src/platform/keyring"],
    },
    { path: packages("jose") },
  ),
  forbid(
    "undici-only-in-http-call",
    "Whatever is asked outside is asked by platform/http-call: limits of time and size are kept there.",
    { path: "^bff/", pathNot: [test, "^bff/src/platform/http-call\\.ts$"] },
    { path: packages("undici") },
  ),
  forbid(
    "opentelemetry-only-in-traces",
    "Tell platform/observed of the work; what sends it to a collector lives in platform/traces.",
    { path: "^bff/", pathNot: [test, "^bff/src/platform/(traces|allowed-spans)\\.ts$"] },
    { path: packages("@opentelemetry") },
  ),
  forbid(
    "traces-are-loaded-on-demand",
    "Import platform/traces.ts by `await import(…)` where a collector is named: it costs start and memory.",
    { path: "^bff/", pathNot: test },
    { path: "^bff/src/platform/traces\\.ts$", dynamic: false },
  ),
  forbid(
    "sql-only-in-the-store",
    "SQL and job queues live in bff/src/store: add what you need to a port that the store implements.",
    { path: "^bff/", pathNot: "^bff/src/store/" },
    { path: packages("kysely", "pg", "@types/pg", "pg-boss", "@electric-sql/pglite") },
  ),
];

const everywhere = [
  forbid(
    "no-cycles",
    "Two modules that need one another are one module, or miss a third that both use.",
    {},
    { circular: true },
  ),
  forbid(
    "nothing-imports-a-test",
    "Move what the test and you share into a module of its own.",
    { pathNot: test },
    { path: test },
  ),
  forbid(
    "only-tests-use-test-support",
    "What a folder named testing holds is made for tests: build the real thing in compose.ts and hand it in.",
    { path: "^(bff|web|shared)/", pathNot: [test, testing] },
    { path: "^(bff|web|shared)/.+/testing/" },
  ),
  forbid(
    "every-import-resolves",
    "Correct the path, or add the package to the package.json of this folder.",
    {},
    // oxlint's and TypeScript's own resolution cover style sheets and fonts that a bundler finds.
    { couldNotResolve: true, pathNot: "\\.(css|woff2|svg)$" },
  ),
];

export default {
  forbidden: [...betweenPackages, ...layersOfTheBff, ...partsOfTheWeb, ...homesOfPackages, ...everywhere],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.state|\\.data|test-results)/|^e2e/bench/peers/" },
    // Types have a direction too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
