import { readFileSync } from "node:fs";
import { DEFAULT_THEME, THEMES } from "@foresattportal/shared/themes.ts";
import { z } from "zod";
import { changeFeedFaults, changeFeedOf } from "./config-change-feed.ts";
import { clientKeys } from "./config-client-keys.ts";
import { pseudonymKey, sessionKeys } from "./config-keys.ts";
import { outboundFaults, outboundHosts } from "./config-outbound.ts";
import { productionFaults } from "./config-production.ts";
import type { Register } from "./domain/register.ts";
import type { ProtectionGrade } from "./domain/sync/population.ts";
import {
  acrValues,
  attemptsPerMinute,
  breakMs,
  contactRegisters,
  cronExpression,
  databaseUrl,
  hoursOfADay,
  httpUrl,
  issuerUrl,
  origin,
  port,
  shutdownSeconds,
  termDays,
  trustedProxies,
} from "./config-values.ts";

const krrMode = z.enum(["write", "verify-only", "off"], "must be write, verify-only or off");

const environment = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: port.default(3000),
  PUBLIC_ORIGIN: origin.optional(),
  DATABASE_URL: databaseUrl.default({ engine: "pglite", folder: ".data/portal", allowedInProduction: false }),
  SESSION_KEYS: sessionKeys.optional(),
  PSEUDONYM_KEY: pseudonymKey.optional(),
  IDPORTEN_ISSUER: issuerUrl,
  IDPORTEN_CLIENT_ID: z.string("is missing").min(1),
  IDPORTEN_CLIENT_JWK: clientKeys,
  IDPORTEN_ACR: acrValues.default(["idporten-loa-substantial", "idporten-loa-high"]),
  MASKINPORTEN_ISSUER: issuerUrl,
  MASKINPORTEN_CLIENT_ID: z.string("is missing").min(1),
  MASKINPORTEN_CLIENT_JWK: clientKeys,
  KRR_BASE_URL: httpUrl,
  KRR_SCOPE: z.string().min(1).default("krr:global/kontaktinfo.read"),
  KRR_MODE: krrMode.optional(),
  KRR_CHANGE_FEED: z.enum(["on", "off"], "must be on or off").default("off"),
  KRR_CHANGE_CRON: cronExpression.default("*/10 * * * *"),
  KRR_PROFILE_URL: httpUrl,
  KRR_GOTO_URL: httpUrl.refine(
    (url) => url === url.toLowerCase(),
    "must be in lower case (national-registers A.14)",
  ),
  CONTACT_REGISTERS: contactRegisters,
  OUTBOUND_HOSTS: outboundHosts.optional(),
  CONTACT_URL: httpUrl.optional(),
  THEME: z.enum(THEMES, `must be one of ${THEMES.join(", ")}`).default(DEFAULT_THEME),
  ANSWER_COPY_HOURS: hoursOfADay.default(24),
  SYNC_CRON: cronExpression.default("15 3 * * *"),
  SYNC_TERM_DAYS: termDays.default(30),
  ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"], "is not a log level")
    .default("info"),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  TRUSTED_PROXIES: trustedProxies.default([]),
  LOGINS_PER_MINUTE: attemptsPerMinute.default(30),
  UPSTREAM_BREAK_MS: breakMs.default(10_000),
  SHUTDOWN_DELAY_SECONDS: shutdownSeconds.optional(),
  SHUTDOWN_DEADLINE_SECONDS: shutdownSeconds.default(20),
});

type Environment = z.infer<typeof environment>;
type RegisterSetting = Environment["CONTACT_REGISTERS"][number];

/** A contact register with where and how it is asked. */
export interface RegisterConfig extends Register {
  readonly baseUrl: string;
  readonly auth: RegisterSetting["auth"];
  readonly sync: SyncSetting;
}

/** What the municipality has decided about the nightly run. */
export interface SyncSetting {
  readonly employees: boolean;
  readonly exceptProtected: readonly ProtectionGrade[];
}

/** Everything this process is told from outside, checked and in final form. */
export type Config = ReturnType<typeof finish>;

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Reads the configuration named in the README. Promises all faults at once, each as `NAME what is wrong`, and never a
 * value: they are keys and addresses.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): ConfigResult {
  const { values, faults: fileFaults } = withSecretFiles(env);
  const parsed = environment.safeParse(values);
  const faults = [
    ...fileFaults,
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...changeFeedFaults(values),
    ...outboundFaults(values),
    ...metricsPortFaults(values),
    ...(parsed.success ? shutdownFaults(parsed.data) : []),
    ...(values["NODE_ENV"] === "production" ? productionFaults(values) : []),
  ];
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, config: finish(parsed.data) };
}

function finish(env: Environment) {
  const registers = registersOf(env);
  const production = env.NODE_ENV === "production";
  return {
    production,
    port: env.PORT,
    publicOrigin: env.PUBLIC_ORIGIN ?? `http://localhost:${String(env.PORT)}`,
    database: env.DATABASE_URL,
    /** Null outside production alone: then a key is made that lives as long as the process. */
    sessionKeys: env.SESSION_KEYS ?? null,
    /** Null where the oldest session key makes the pseudonyms. */
    pseudonymKey: env.PSEUDONYM_KEY ?? null,
    idporten: {
      issuer: env.IDPORTEN_ISSUER,
      clientId: env.IDPORTEN_CLIENT_ID,
      keys: env.IDPORTEN_CLIENT_JWK,
      /** Null outside production alone: then every host may be asked. */
      outboundHosts: env.OUTBOUND_HOSTS ?? null,
      acceptedAcr: env.IDPORTEN_ACR,
      acceptTestId: !production || new URL(env.IDPORTEN_ISSUER).hostname.startsWith("test."),
    },
    maskinporten: {
      issuer: env.MASKINPORTEN_ISSUER,
      clientId: env.MASKINPORTEN_CLIENT_ID,
      keys: env.MASKINPORTEN_CLIENT_JWK,
    },
    krr: {
      baseUrl: env.KRR_BASE_URL,
      scope: env.KRR_SCOPE,
      profileUrl: env.KRR_PROFILE_URL,
      gotoUrl: env.KRR_GOTO_URL,
    },
    /**
     * Whether machine tokens are asked for on behalf of the municipality: a vendor's client holds the delegated scope,
     * a municipality's own client must not name itself (national-registers C.4, C.6).
     */
    delegated: env.KRR_SCOPE.split(" ").includes("krr:global/kontaktinfo.read"),
    registers,
    /** Null outside production alone: then the page has no link to the municipality. */
    contactUrl: env.CONTACT_URL ?? null,
    theme: env.THEME,
    /** How long a register's last answer may be shown while it is silent; 0 keeps none. */
    answerCopyHours: env.ANSWER_COPY_HOURS,
    /** Null where KRR's changes are not followed. */
    changes: changeFeedOf(env),
    sync: { cron: env.SYNC_CRON, termDays: env.SYNC_TERM_DAYS },
    role: env.ROLE,
    logLevel: env.LOG_LEVEL,
    /** Whose word counts on where a request comes from. */
    trustedProxies: env.TRUSTED_PROXIES,
    loginsPerMinute: env.LOGINS_PER_MINUTE,
    upstreamBreakMs: env.UPSTREAM_BREAK_MS,
    metricsPort: env.METRICS_PORT ?? null,
    shutdown: { delaySeconds: shutdownDelay(env), deadlineSeconds: env.SHUTDOWN_DEADLINE_SECONDS },
    /** The collector that traces are sent to; null where none are made. */
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
}

/** In production a load balancer needs a moment to see that no more is to be sent here; nobody else is waited for. */
function shutdownDelay({ NODE_ENV, SHUTDOWN_DELAY_SECONDS: told }: Environment): number {
  return told ?? (NODE_ENV === "production" ? 5 : 0);
}

function registersOf(env: Environment): RegisterConfig[] {
  return env.CONTACT_REGISTERS.map(({ municipality, ...register }): RegisterConfig => {
    const {
      krrMode: own,
      syncEmployees: employees,
      syncExceptProtected: exceptProtected,
      ...owner
    } = municipality;
    const sync = { employees, exceptProtected };
    return { ...register, municipality: owner, krrMode: own ?? env.KRR_MODE ?? "verify-only", sync };
  });
}

/** What may be given as the name of a file, as orchestrators hand out secrets: an environment is shown to many. */
const SECRETS = [
  "IDPORTEN_CLIENT_JWK",
  "MASKINPORTEN_CLIENT_JWK",
  "SESSION_KEYS",
  "PSEUDONYM_KEY",
  "DATABASE_URL",
];

/** `NAME_FILE` stands for `NAME`; giving both is a fault, since nobody could tell which one counts. */
function withSecretFiles(env: Readonly<Record<string, string | undefined>>): {
  values: Record<string, string | undefined>;
  faults: string[];
} {
  const values: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(env)) if (value !== "") values[name] = value;
  const faults: string[] = [];
  for (const name of SECRETS) {
    const file = values[`${name}_FILE`];
    if (file === undefined) continue;
    if (values[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set`);
    try {
      // Editors end a file with a line break.
      values[name] = readFileSync(file, "utf8").trim();
    } catch {
      faults.push(`${name}_FILE cannot be read`);
    }
  }
  return { values, faults };
}

/** What is for the operator alone must not be what everybody reaches. */
function metricsPortFaults(values: Readonly<Record<string, string | undefined>>): string[] {
  const { METRICS_PORT: metrics, PORT: open = "3000" } = values;
  return metrics !== undefined && metrics !== "0" && Number(metrics) === Number(open)
    ? ["METRICS_PORT must be another port than PORT"]
    : [];
}

function shutdownFaults(env: Environment): string[] {
  return shutdownDelay(env) < env.SHUTDOWN_DEADLINE_SECONDS
    ? []
    : ["SHUTDOWN_DEADLINE_SECONDS must be longer than SHUTDOWN_DELAY_SECONDS"];
}

function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const [name, ...rest] = issue.path;
    const path = rest
      .map((part) => (typeof part === "number" ? `[${String(part)}]` : `.${String(part)}`))
      .join("");
    return `${String(name)}${path} ${issue.code === "invalid_type" ? missingOrWrong(issue.message) : issue.message}`;
  });
}

/** Zod names the type it found, never the value; for an unset variable that reads as "received undefined". */
function missingOrWrong(message: string): string {
  return message.includes("undefined") ? "is missing" : message;
}
