import { isIP } from "node:net";
import { resolve } from "node:path";
import { clusterUrlProblem } from "./cluster-url.ts";

const POSTGRES_URL = /^postgres(ql)?:\/\//;

/** One setting from the environment: its name, what it is when unset, and a sentence for the documentation and `tenfold doctor`. */
type Setting = { readonly fallback: string; readonly about: string; readonly secret?: true };

export const environmentSettings = {
  PORT: { fallback: "8080", about: "TCP port of the API. 0 takes any free one." },
  HOST: { fallback: "127.0.0.1", about: "Address the API listens on." },
  TENFOLD_DATA: {
    fallback: ".tenfold",
    about: "Folder of everything Tenfold writes: the embedded database, mails, the sandbox's book.",
  },
  TENFOLD_TOPOLOGY: {
    fallback: "",
    about: "Topology file that a process takes its cache, limits and targets from; `tenfold up` sets it. Level 1's when unset.",
  },
  DATABASE_URL: {
    fallback: "",
    about: "A PostgreSQL 15 or newer to use instead of the embedded one; may lead through a pooler in transaction mode.",
    secret: true,
  },
  TENFOLD_DATABASE_DIRECT_URL: {
    fallback: "",
    about:
      "The same database without the pooler: for locks of sessions, jobs, messages and migrations. `DATABASE_URL` when unset.",
    secret: true,
  },
  TENFOLD_PREPARED_STATEMENTS: {
    fallback: "on",
    about: "`off` when the pooler forgets named statements, as PgBouncer before 1.21 does; `tenfold up` finds out.",
  },
  TENFOLD_REPLICAS: {
    fallback: "",
    about: 'Replicas to read from, as JSON: [{"name": "…", "url": "postgres://…", "lagToleranceMs": 300}].',
    secret: true,
  },
  TENFOLD_SHARED_PORT: {
    fallback: "",
    about: "A second port, which several API processes of one machine share; `tenfold up` sets it where no proxy is in front.",
  },
  TENFOLD_PUBLIC_HOST: {
    fallback: "",
    about: "Address that the proxy in front listens on; `HOST` when unset. `tenfold up` sets it.",
  },
  TENFOLD_ADMIN_KEY: {
    fallback: "",
    about: "Key of the shop's owner, 16 characters or more. Made and printed at the first start when unset.",
    secret: true,
  },
  TENFOLD_TOKEN_SECRET: {
    fallback: "",
    about: "Signs shoppers' tokens; several, separated by commas: the first signs. Kept in the database when unset.",
    secret: true,
  },
  TENFOLD_DEMO: { fallback: "on", about: "`off` starts an empty shop instead of the demo shop." },
  TENFOLD_STOREFRONT: { fallback: "on", about: "`off` serves the API alone; else the built storefront is at `/`." },
  TENFOLD_OPENSEARCH_URL: {
    fallback: "",
    about:
      "An OpenSearch 2 or newer that searches instead of the database, with user and password; several nodes separated by commas. `tenfold up` sets it from the topology.",
    secret: true,
  },
  TENFOLD_OPENSEARCH_PREFIX: {
    fallback: "tenfold",
    about: "Begins the names of the shop's indices there; shops that share a cluster need different ones.",
  },
  TENFOLD_SANDBOX_URL: { fallback: "", about: "Address of the sandbox payment provider; `tenfold up` starts one and sets it." },
  TENFOLD_SANDBOX_SECRET: { fallback: "sandbox-webhook-secret", about: "Signs the sandbox provider's webhooks.", secret: true },
  STRIPE_SECRET_KEY: { fallback: "", about: "Switches the Stripe provider on.", secret: true },
  STRIPE_WEBHOOK_SECRET: { fallback: "", about: "Verifies Stripe's webhooks.", secret: true },
  TENFOLD_SMTP_URL: {
    fallback: "",
    about: "Mail server, such as smtp://user:password@host:587. Mails are written to <data>/mails when unset.",
    secret: true,
  },
  TENFOLD_SHOP_NAME: { fallback: "Tenfold", about: "What the shop is called in its mails." },
  TENFOLD_MAIL_FROM: { fallback: "shop@localhost", about: "Sender of the shop's mails." },
  TENFOLD_STAFF_EMAIL: { fallback: "staff@localhost", about: "Receives reorder alerts." },
  TENFOLD_RATES_URL: { fallback: "", about: "Source of exchange rates; the rates in the database stay when unset." },
  TENFOLD_METRICS_TOKEN: { fallback: "", about: "Bearer token that /metrics asks for; open when unset.", secret: true },
  TENFOLD_ATELIER: { fallback: "on", about: "`off` serves no /atelier, the API of the inherited clients." },
  TENFOLD_TRUST_PROXY: {
    fallback: "",
    about: "Addresses of proxies whose X-Forwarded-* headers are believed, separated by commas: 10.0.0.0/8, or loopback.",
  },
  TENFOLD_CORS_ORIGINS: { fallback: "", about: "Browser origins that may call the API, separated by commas, or *." },
  TENFOLD_LOG_LEVEL: { fallback: "info", about: "trace, debug, info, warn, error or fatal." },
  TENFOLD_LOG: { fallback: "", about: "`pretty` prints short lines for people instead of JSON." },
  TENFOLD_DEBUG: { fallback: "", about: "Set to anything, an error that ends a command is printed with its stack." },
  OTEL_EXPORTER_OTLP_ENDPOINT: { fallback: "", about: "Switches tracing on and names the collector." },
} as const satisfies Readonly<Record<string, Setting>>;

export type EnvironmentName = keyof typeof environmentSettings;

export type ReplicaAddress = { readonly name: string; readonly url: string; readonly lagToleranceMs: number };

export type OpenSearchAddress = {
  /** Of one cluster; several of its nodes are separated by commas. */
  readonly url: string;
  readonly indexPrefix: string;
};

export type Environment = {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDirectory: string;
  /** What others reach: that of the proxy in front, if there is one. */
  readonly publicHost: string;
  /** Listened on besides `port`, together with other processes. */
  readonly sharedPort: number | null;
  /** Absolute path. */
  readonly topologyFile: string | null;
  readonly databaseUrl: string | null;
  /** Past the pooler; null when `databaseUrl` leads to the server itself. */
  readonly databaseDirectUrl: string | null;
  readonly preparedStatements: boolean;
  /** Null: the environment names none, whatever the topology asks for. */
  readonly replicas: readonly ReplicaAddress[] | null;
  readonly adminKey: string | null;
  readonly tokenSecret: string | null;
  readonly demo: boolean;
  readonly storefront: boolean;
  readonly openSearch: OpenSearchAddress | null;
  /** For an address that is not in the environment. */
  readonly openSearchPrefix: string;
  readonly sandboxUrl: string | null;
  readonly sandboxSecret: string;
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string } | null;
  readonly smtpUrl: string | null;
  readonly shopName: string;
  readonly mailFrom: string;
  readonly staffEmail: string;
  readonly ratesUrl: string | null;
  readonly metricsToken: string | null;
  readonly corsOrigins: readonly string[] | "*";
  readonly atelier: boolean;
  /** As fastify's `trustProxy`; empty: no proxy is believed. */
  readonly trustedProxies: readonly string[];
};

/** Reads the environment. Throws one sentence that names the variable and what it must be. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const text = (name: EnvironmentName): string => env[name] || environmentSettings[name].fallback;
  const optional = (name: EnvironmentName): string | null => text(name) || null;
  const database = (name: EnvironmentName): string | null => {
    const url = optional(name);
    if (url === null || POSTGRES_URL.test(url)) return url;
    throw new Error(`${name} must begin with postgres:// or postgresql://.`);
  };
  const sharedPort = optional("TENFOLD_SHARED_PORT");
  const topologyFile = optional("TENFOLD_TOPOLOGY");
  const stripeKey = optional("STRIPE_SECRET_KEY");
  if (stripeKey !== null && optional("STRIPE_WEBHOOK_SECRET") === null) {
    throw new Error(
      "STRIPE_SECRET_KEY is set, so STRIPE_WEBHOOK_SECRET must be set too: a payment whose answer is lost becomes known by webhook.",
    );
  }
  const origins = text("TENFOLD_CORS_ORIGINS");
  return {
    port: readPort("PORT", text("PORT")),
    host: text("HOST"),
    publicHost: optional("TENFOLD_PUBLIC_HOST") ?? text("HOST"),
    sharedPort: sharedPort === null ? null : readPort("TENFOLD_SHARED_PORT", sharedPort),
    topologyFile: topologyFile === null ? null : resolve(topologyFile),
    dataDirectory: resolve(text("TENFOLD_DATA")),
    databaseUrl: database("DATABASE_URL"),
    databaseDirectUrl: database("TENFOLD_DATABASE_DIRECT_URL"),
    preparedStatements: readSwitch("TENFOLD_PREPARED_STATEMENTS", text("TENFOLD_PREPARED_STATEMENTS")),
    replicas: readReplicas(optional("TENFOLD_REPLICAS")),
    adminKey: optional("TENFOLD_ADMIN_KEY"),
    tokenSecret: optional("TENFOLD_TOKEN_SECRET"),
    demo: readSwitch("TENFOLD_DEMO", text("TENFOLD_DEMO")),
    storefront: readSwitch("TENFOLD_STOREFRONT", text("TENFOLD_STOREFRONT")),
    openSearch: readOpenSearch(optional("TENFOLD_OPENSEARCH_URL"), text("TENFOLD_OPENSEARCH_PREFIX")),
    openSearchPrefix: text("TENFOLD_OPENSEARCH_PREFIX"),
    sandboxUrl: optional("TENFOLD_SANDBOX_URL"),
    sandboxSecret: text("TENFOLD_SANDBOX_SECRET"),
    stripe: stripeKey === null ? null : { secretKey: stripeKey, webhookSecret: text("STRIPE_WEBHOOK_SECRET") },
    smtpUrl: optional("TENFOLD_SMTP_URL"),
    shopName: text("TENFOLD_SHOP_NAME"),
    mailFrom: text("TENFOLD_MAIL_FROM"),
    staffEmail: text("TENFOLD_STAFF_EMAIL"),
    ratesUrl: optional("TENFOLD_RATES_URL"),
    metricsToken: optional("TENFOLD_METRICS_TOKEN"),
    atelier: readSwitch("TENFOLD_ATELIER", text("TENFOLD_ATELIER")),
    trustedProxies: readProxies(text("TENFOLD_TRUST_PROXY")),
    corsOrigins: origins === "*" ? "*" : origins.split(",").filter((origin) => origin !== ""),
  };
}

function readOpenSearch(url: string | null, indexPrefix: string): OpenSearchAddress | null {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(indexPrefix)) {
    throw new Error(`TENFOLD_OPENSEARCH_PREFIX must be up to 40 small letters, digits and hyphens, and begin with a letter.`);
  }
  if (url === null) return null;
  const problem = clusterUrlProblem(url);
  if (problem !== null) throw new Error(`TENFOLD_OPENSEARCH_URL ${problem}`);
  return { url, indexPrefix };
}

function readPort(name: EnvironmentName, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`${name} is "${text}"; it must be a number from 0 to 65535.`);
  return port;
}

/** Never repeats what was given: it holds passwords. */
function readReplicas(text: string | null): readonly ReplicaAddress[] | null {
  if (text === null) return null;
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error("TENFOLD_REPLICAS is no JSON.");
  }
  if (!Array.isArray(given) || !given.every(isReplica)) {
    throw new Error(
      "TENFOLD_REPLICAS must be a list of replicas, each with a name, a url that begins with postgres://, and a lagToleranceMs above 0.",
    );
  }
  return given;
}

function isReplica(value: unknown): value is ReplicaAddress {
  const { name, url, lagToleranceMs } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || typeof url !== "string" || typeof lagToleranceMs !== "number") return false;
  return name !== "" && POSTGRES_URL.test(url) && lagToleranceMs > 0;
}

const namedNetworks = ["loopback", "linklocal", "uniquelocal"];

function readProxies(text: string): readonly string[] {
  const proxies = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const odd = proxies.find((proxy) => !namedNetworks.includes(proxy) && !isNetwork(proxy));
  if (odd === undefined) return proxies;
  throw new Error(`TENFOLD_TRUST_PROXY names "${odd}"; it must be an address, a network such as 10.0.0.0/8, or loopback.`);
}

/** An address, or the first bits of one. */
function isNetwork(text: string): boolean {
  const [address = "", bits = "0", ...rest] = text.split("/");
  const longest = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest && rest.length === 0;
}

function readSwitch(name: EnvironmentName, text: string): boolean {
  if (text === "on" || text === "true" || text === "1") return true;
  if (text === "off" || text === "false" || text === "0") return false;
  throw new Error(`${name} is "${text}"; it must be on or off.`);
}
