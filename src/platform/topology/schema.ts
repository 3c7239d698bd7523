import Type, { type Static, type TNumber } from "typebox";
import { type HttpLimits, httpLimitTable } from "../http/limits.ts";

/** How many of one kind of process a topology may ask for; more belongs on more machines. */
const MAX_PROCESSES = 64;
const MAX_POOL_SIZE = 200;
const MAX_POOLER_CLIENTS = 10_000;
const MAX_REPLICAS = 8;
/** A read that may be a minute old is a report and not a page. */
const MAX_LAG_TOLERANCE_MS = 60_000;
const MAX_CACHE_BYTES = 8 * 1024 ** 3;
const MAX_CACHE_AGE_MS = 3_600_000;
/** What has changed is asked for every 25 ms, so a shorter bound could not be kept. */
const MIN_FRESH_MS = 100;
/** A price that is older has not to do with the shop any more. */
const MAX_FRESH_MS = 60_000;
const MAX_PREPARED_STATEMENTS = 10_000;
const MAX_SCRAPE_INTERVAL_MS = 300_000;

const closed = { additionalProperties: false } as const;
/** Names become parts of file names, metrics' labels and command lines. */
const name = (about: string) =>
  Type.String({ pattern: "^[a-z0-9][a-z0-9-]{0,39}$", description: `${about} Small letters, digits and hyphens.` });

const pooler = Type.Object(
  {
    managed: Type.Boolean({
      default: true,
      description: "Start PgBouncer on this machine. False: DATABASE_URL leads through one.",
    }),
    mode: Type.Literal("transaction", {
      default: "transaction",
      description: "A connection of the server is lent for one transaction; nothing else shares connections.",
    }),
    poolSize: Type.Integer({
      minimum: 1,
      maximum: MAX_POOL_SIZE,
      default: 20,
      unit: "connections",
      description: "Connections to the server that all processes share.",
    }),
    maxClients: Type.Integer({
      minimum: 1,
      maximum: MAX_POOLER_CLIENTS,
      default: 1_000,
      unit: "connections",
      description: "Connections of processes that the pooler accepts.",
    }),
    maxPreparedStatements: Type.Integer({
      minimum: 0,
      maximum: MAX_PREPARED_STATEMENTS,
      default: 500,
      unit: "statements",
      description:
        "Named statements that PgBouncer 1.21 or newer remembers per connection. An older one knows none: they are planned anew each time.",
    }),
  },
  closed,
);

const replica = Type.Object(
  {
    name: name("What it is called in figures and faults."),
    lagToleranceMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_LAG_TOLERANCE_MS,
        unit: "ms",
        description: "A replica that is further behind is not read from. Mandatory: there is no lag that suits everybody.",
      }),
    ),
  },
  closed,
);

const database = Type.Object(
  {
    managed: Type.Boolean({ default: true, description: "Start PostgreSQL on this machine. False: DATABASE_URL names one." }),
    poolSize: Type.Integer({
      minimum: 1,
      maximum: MAX_POOL_SIZE,
      default: 10,
      unit: "connections",
      description: "Connections per process; to the pooler, when there is one.",
    }),
    settings: Type.Record(
      Type.String({ pattern: "^[a-z_][a-z0-9_.]*$" }),
      Type.Union([Type.String({ maxLength: 1_000 }), Type.Number(), Type.Boolean()]),
      { default: {}, description: "PostgreSQL's parameters, by their names there; for a managed one." },
    ),
    replicas: Type.Array(replica, {
      default: [],
      maxItems: MAX_REPLICAS,
      description: "Streaming replicas that answer reads. Not managed: TENFOLD_REPLICAS says where they are.",
    }),
    synchronous: Type.Boolean({
      default: true,
      description:
        "With replicas: a commit waits until one of them has it on its disk, so that a failover loses nothing that was acknowledged.",
    }),
    pooler: Type.Optional(pooler),
  },
  { ...closed, default: {} },
);

const role = Type.Union([Type.Literal("api"), Type.Literal("worker"), Type.Literal("all")], {
  default: "all",
  description: "`api` serves HTTP, `worker` does what goes on behind it, `all` does both.",
});

const processes = Type.Array(
  Type.Object(
    {
      role,
      count: Type.Integer({
        minimum: 1,
        maximum: MAX_PROCESSES,
        default: 1,
        unit: "processes",
        description: "How many of them.",
      }),
      poolSize: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: MAX_POOL_SIZE,
          unit: "connections",
          description: "Connections of each of these, in place of `database.poolSize`.",
        }),
      ),
    },
    closed,
  ),
  { minItems: 1, maxItems: 8, default: [{ role: "all", count: 1 }], description: "What runs of this program." },
);

const proxy = Type.Object(
  {
    managed: Type.Boolean({
      default: true,
      description: "Start nginx on this machine, at PORT. False: one of yours stands in front, and TENFOLD_TRUST_PROXY names it.",
    }),
    keepAliveConnections: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      default: 64,
      unit: "connections",
      description: "Idle connections to the processes that nginx keeps, per nginx worker.",
    }),
    upstreamTimeoutMs: Type.Integer({
      minimum: 1_000,
      maximum: 300_000,
      default: 30_000,
      unit: "ms",
      description: "How long nginx waits for a process to say anything before it answers 504.",
    }),
  },
  closed,
);

const search = Type.Object(
  {
    engine: Type.Union([Type.Literal("postgres"), Type.Literal("opensearch")], {
      default: "postgres",
      description: "Who searches.",
    }),
    url: Type.Optional(
      Type.String({
        maxLength: 2_000,
        description: "Of the OpenSearch cluster, without a password. TENFOLD_OPENSEARCH_URL is used instead of it when set.",
      }),
    ),
  },
  closed,
);

const cacheBytes = (description: string) =>
  Type.Integer({ minimum: 0, maximum: MAX_CACHE_BYTES, default: 64 * 1024 ** 2, unit: "bytes", description });
const cacheAge = (description: string) =>
  Type.Integer({ minimum: 0, maximum: MAX_CACHE_AGE_MS, default: 10_000, unit: "ms", description });
const UNTOLD = "While the database does not tell what has changed, no answer is given that may be older than this.";

const cache = Type.Object(
  {
    products: Type.Object(
      {
        maxBytes: cacheBytes("Memory of ready answers about products, per process. 0 keeps none."),
        maxAgeMs: cacheAge(UNTOLD),
      },
      { ...closed, default: {} },
    ),
    lists: Type.Object(
      {
        maxBytes: cacheBytes(
          "Memory of ready lists, searches, suggestions, categories and markets, per process, beside that of products. 0 keeps none.",
        ),
        maxAgeMs: cacheAge(UNTOLD),
        freshMs: Type.Integer({
          minimum: MIN_FRESH_MS,
          maximum: MAX_FRESH_MS,
          default: 1_000,
          unit: "ms",
          description:
            "A change of a price, of stock or of what there is shows in lists and searches within this. Half of it many changes may take together before a list is read anew.",
        }),
        searchAgeMs: cacheAge(
          "What a search finds, and what is suggested, is at most so much older than the index, which follows the products by itself. 0 searches each time.",
        ),
      },
      { ...closed, default: {} },
    ),
  },
  { ...closed, default: {} },
);

const limitSchemas = Object.fromEntries(
  Object.entries(httpLimitTable).map(([limit, { fallback, unit, about, ...rest }]) => [
    limit,
    Type.Number({ minimum: "canBeOff" in rest ? 0 : 1, default: fallback, unit, description: about }),
  ]),
) as { [limit in keyof HttpLimits]: TNumber };

const limits = Type.Object(limitSchemas, {
  ...closed,
  default: {},
  description: "Limits of the HTTP side, per process where it does not say otherwise.",
});

const monitoring = Type.Object(
  {
    managed: Type.Boolean({
      default: true,
      description: "Start Prometheus, Alertmanager and exporters on this machine, as far as found.",
    }),
    scrapeIntervalMs: Type.Integer({
      minimum: 1_000,
      maximum: MAX_SCRAPE_INTERVAL_MS,
      default: 5_000,
      unit: "ms",
      description: "How often figures are read.",
    }),
  },
  closed,
);

const slos = Type.Object(
  {
    availability: Type.Number({
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: 0.999,
      unit: "share",
      description: "Requests that are not answered with 5xx.",
    }),
    latencyP99Ms: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 200,
      unit: "ms",
      description: "99 of 100 requests are answered within this.",
    }),
  },
  { ...closed, default: {} },
);

export const Topology = Type.Object(
  {
    name: name("What the topology is called."),
    target: Type.Object(
      {
        ratePerSecond: Type.Integer({
          minimum: 1,
          maximum: 10_000_000,
          default: 10,
          unit: "requests/s",
          description: "What it is made for; the lab offers this much.",
        }),
      },
      { ...closed, default: {} },
    ),
    database,
    processes,
    proxy: Type.Optional(proxy),
    search: Type.Optional(search),
    cache,
    limits,
    monitoring: Type.Optional(monitoring),
    slos,
    payments: Type.Object(
      {
        sandbox: Type.Object(
          { managed: Type.Boolean({ default: true, description: "Start the sandbox provider on this machine." }) },
          { ...closed, default: {} },
        ),
      },
      { ...closed, default: {} },
    ),
  },
  closed,
);

/** A topology with every default filled in. */
export type Topology = Static<typeof Topology>;
export type Role = Topology["processes"][number]["role"];
