import { clusterUrlProblem } from "./cluster-url.ts";
import type { Topology } from "./schema.ts";

/** Connections of a process to the server itself, beside its pool: jobs, leases, messages about changes. */
export const DIRECT_CONNECTIONS = { jobs: 3, leases: 1, messages: 1 } as const;
/** PostgreSQL keeps three for its superuser; migrations, the audit, backups and a person with psql want some as well. */
const SPARE_CONNECTIONS = 10;
const DEFAULT_MAX_CONNECTIONS = 200;
/** Each replica holds one to follow the primary. */
const CONNECTIONS_PER_REPLICA = 1;
/** What the usual proxies keep an idle connection for; whoever closes last must not be the server. */
const PROXY_KEEP_ALIVE_MS = 60_000;

/** Without these an order that was acknowledged can be lost. */
const DURABILITY_SETTINGS = ["fsync", "full_page_writes", "synchronous_commit"] as const;
const OFF = new Set(["off", "false", "no", "0"]);

export const servesApi = ({ role }: Topology["processes"][number]): boolean => role !== "worker";

/** How many processes serve HTTP. */
export function countApiProcesses({ processes }: Topology): number {
  return processes.filter(servesApi).reduce((sum, { count }) => sum + count, 0);
}

const countProcesses = ({ processes }: Topology) => processes.reduce((sum, { count }) => sum + count, 0);

/** What would start and then serve wrongly or not at all, as a sentence that says what to change; null when all is well. */
export function unsafeCombination(topology: Topology): string | null {
  for (const check of [rolesProblem, durabilityProblem, replicaProblem, connectionsProblem, limitsProblem, searchProblem]) {
    const problem = check(topology);
    if (problem !== null) return problem;
  }
  return null;
}

function rolesProblem({ processes }: Topology): string | null {
  if (!processes.some(servesApi)) return "no process serves the API; add one with the role api or all.";
  if (!processes.some(({ role }) => role !== "api"))
    return "no process works off events and payments; add one with the role worker or all.";
  return null;
}

function durabilityProblem({ database: { settings } }: Topology): string | null {
  const off = DURABILITY_SETTINGS.find((name) => OFF.has(String(settings[name] ?? "on").toLowerCase()));
  if (off === undefined) return null;
  return `database.settings.${off} is off, so an order that a customer was told of can be lost with the power; take the line out.`;
}

function replicaProblem({ database }: Topology): string | null {
  const names = database.replicas.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `two replicas are called ${twice}; rename one.`;
  const intolerant = database.replicas.find(({ lagToleranceMs }) => !lagToleranceMs);
  if (intolerant === undefined) return null;
  return `the replica ${intolerant.name} has no lag tolerance, so its reads could be of any age; set its lagToleranceMs, such as 300.`;
}

/** What the processes may open together against what there is. */
function connectionsProblem(topology: Topology): string | null {
  const { database, processes } = topology;
  const { pooler, settings, replicas } = database;
  const pools = processes.reduce((sum, { count, poolSize = database.poolSize }) => sum + count * poolSize, 0);
  if (pooler !== undefined && pools > pooler.maxClients)
    return `the processes open up to ${pools} connections to the pooler, which accepts ${pooler.maxClients}; raise database.pooler.maxClients or lower poolSize.`;
  const direct = countProcesses(topology) * Object.values(DIRECT_CONNECTIONS).reduce((sum, one) => sum + one, 0);
  const wanted = (pooler?.poolSize ?? pools) + direct + replicas.length * CONNECTIONS_PER_REPLICA + SPARE_CONNECTIONS;
  const most = Number(settings.max_connections ?? DEFAULT_MAX_CONNECTIONS);
  if (!database.managed || wanted <= most) return null;
  const advice = pooler === undefined ? "add database.pooler, lower poolSize" : "lower database.pooler.poolSize";
  return `its processes may open ${wanted} connections and the server takes ${most}; ${advice}, or raise database.settings.max_connections.`;
}

function limitsProblem(topology: Topology): string | null {
  const { limits } = topology;
  const processes = countApiProcesses(topology);
  for (const name of ["clientRequestsPerSecond", "clientBurst"] as const) {
    const limit = limits[name];
    if (limit > 0 && limit < processes)
      return `limits.${name} is ${limit} for one client and is shared by ${processes} API processes, which leaves each less than one; raise it to ${processes} or more, or set it to 0.`;
  }
  if (limits.clientRequestsPerSecond > 0 && limits.clientBurst === 0)
    return "limits.clientBurst is 0, so nobody could ever ask anything; raise it, or set limits.clientRequestsPerSecond to 0.";
  if (topology.proxy !== undefined && limits.keepAliveTimeoutMs <= PROXY_KEEP_ALIVE_MS)
    return `limits.keepAliveTimeoutMs is ${limits.keepAliveTimeoutMs}, and proxies write into connections up to ${PROXY_KEEP_ALIVE_MS} ms old; set it above that.`;
  return null;
}

function searchProblem({ search }: Topology): string | null {
  if (search?.url === undefined) return null;
  if (search.engine === "postgres")
    return "search.url is the address of an OpenSearch, but search.engine is postgres; change one of them.";
  const problem = clusterUrlProblem(search.url);
  if (problem !== null) return `search.url ${problem}`;
  if (search.url.includes("@")) return "search.url has a password; put the whole address into TENFOLD_OPENSEARCH_URL instead.";
  return null;
}
