import type { HttpLimits } from "../http/limits.ts";
import type { Environment, OpenSearchAddress, ReplicaAddress } from "./environment.ts";
import { countApiProcesses } from "./safety.ts";
import type { Topology } from "./schema.ts";
import { searchAddress } from "./topology.ts";

/**
 * What a process of the shop is to do, expanded from the topology and the environment in this one place; nothing else asks for a level or
 * reads the topology.
 */
export type Capabilities = {
  readonly database: {
    /** For statements; may lead through a pooler. */
    readonly url: string;
    /** To the server itself: messages, locks of sessions, jobs, migrations. */
    readonly directUrl: string;
    /** A pooler in transaction mode is on the way, so a session is not the process's own. */
    readonly pooled: boolean;
    /** Named statements survive on the way; without them each is planned anew. */
    readonly preparedStatements: boolean;
  };
  readonly replicas: readonly ReplicaAddress[];
  readonly cache: {
    /** Null: nothing is kept. */
    readonly products: Topology["cache"]["products"] | null;
    readonly lists: Topology["cache"]["lists"] | null;
  };
  /** Those of this process: what is meant for all API processes together is divided by their number. */
  readonly limits: HttpLimits;
  readonly openSearch: OpenSearchAddress | null;
  /** As fastify's `trustProxy`. */
  readonly trustedProxies: readonly string[];
  /** What serves HTTP, in all. */
  readonly apiProcesses: number;
  readonly slos: Topology["slos"];
};

/** Throws one sentence when the topology and the environment together would serve wrongly. */
export function capabilitiesOf(topology: Topology, environment: Environment): Capabilities {
  const { databaseUrl, databaseDirectUrl } = environment;
  if (databaseUrl === null) throw new Error("Set DATABASE_URL; `tenfold up` starts a database by itself.");
  // A pooler that is not installed is done without: both addresses are the same then.
  const pooled = databaseDirectUrl !== null && databaseDirectUrl !== databaseUrl;
  if (topology.database.pooler !== undefined && databaseDirectUrl === null) {
    throw new Error(
      `The topology ${topology.name} has a pooler, and locks, jobs and migrations cannot go through one: set TENFOLD_DATABASE_DIRECT_URL to the server itself.`,
    );
  }
  const limits = limitsOf(topology);
  const trustsNobody = environment.trustedProxies.length === 0;
  if (topology.proxy !== undefined && trustsNobody && limits.clientRequestsPerSecond > 0) {
    throw new Error(
      `The topology ${topology.name} has a proxy in front, which would be taken for one single client: set TENFOLD_TRUST_PROXY to its address, such as loopback.`,
    );
  }
  const { products, lists } = topology.cache;
  return {
    database: {
      url: databaseUrl,
      directUrl: databaseDirectUrl ?? databaseUrl,
      pooled,
      preparedStatements: !pooled || (environment.preparedStatements && topology.database.pooler?.maxPreparedStatements !== 0),
    },
    replicas: replicasOf(topology, environment),
    cache: { products: products.maxBytes > 0 ? products : null, lists: lists.maxBytes > 0 ? lists : null },
    limits,
    openSearch: searchAddress(topology, environment),
    trustedProxies: environment.trustedProxies,
    apiProcesses: countApiProcesses(topology),
    slos: topology.slos,
  };
}

/** A client's requests are spread over all processes, so each allows its share of what the client may do. */
function limitsOf(topology: Topology): HttpLimits {
  const { limits } = topology;
  const processes = countApiProcesses(topology);
  return {
    ...limits,
    clientRequestsPerSecond: limits.clientRequestsPerSecond / processes,
    clientBurst: limits.clientBurst / processes,
  };
}

function replicasOf({ name, database }: Topology, { replicas }: Environment): readonly ReplicaAddress[] {
  if (replicas !== null) return replicas;
  if (database.replicas.length === 0) return [];
  const names = database.replicas.map((replica) => replica.name).join(", ");
  throw new Error(
    `The topology ${name} reads from replicas (${names}), but says not where they are: set TENFOLD_REPLICAS, or take them out.`,
  );
}
