import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Type, { type Static } from "typebox";
import Value from "typebox/value";
import { parse } from "yaml";
import { clusterUrlProblem } from "./cluster-url.ts";
import type { Environment, OpenSearchAddress } from "./environment.ts";

/** How many of one kind of process a topology may ask for; more belongs on more machines. */
const MAX_PROCESSES = 64;
const MAX_POOL_SIZE = 200;

const closed = { additionalProperties: false } as const;

export const Topology = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64 }),
    database: Type.Object(
      {
        managed: Type.Boolean({ description: "Start PostgreSQL on this machine. False: DATABASE_URL names one." }),
        poolSize: Type.Integer({ minimum: 1, maximum: MAX_POOL_SIZE, description: "Connections per process." }),
      },
      closed,
    ),
    processes: Type.Array(
      Type.Object(
        {
          role: Type.Union([Type.Literal("api"), Type.Literal("worker"), Type.Literal("all")]),
          count: Type.Integer({ minimum: 1, maximum: MAX_PROCESSES }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 8 },
    ),
    search: Type.Optional(
      Type.Object(
        {
          engine: Type.Union([Type.Literal("postgres"), Type.Literal("opensearch")]),
          url: Type.Optional(
            Type.String({
              maxLength: 2_000,
              description:
                "Of the OpenSearch cluster, without a password. TENFOLD_OPENSEARCH_URL is used instead of it when set.",
            }),
          ),
        },
        closed,
      ),
    ),
    payments: Type.Object(
      { sandbox: Type.Object({ managed: Type.Boolean({ description: "Start the sandbox provider on this machine." }) }, closed) },
      closed,
    ),
  },
  closed,
);
export type Topology = Static<typeof Topology>;
export type Role = Topology["processes"][number]["role"];

export const projectRoot = dirname(dirname(dirname(import.meta.dirname)));
export const DEFAULT_TOPOLOGY = join(projectRoot, "levels", "1-mvp", "topology.yaml");

/** Reads and checks a topology file. Throws one sentence that says what to change. */
export function readTopology(path: string = DEFAULT_TOPOLOGY): Topology {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(`The topology file ${path} cannot be read.`);
  }
  return checkTopology(parse(text), path);
}

export function checkTopology(value: unknown, source: string): Topology {
  if (!Value.Check(Topology, value)) {
    const [first] = Value.Errors(Topology, value);
    throw new Error(
      `The topology ${source} is not valid${first === undefined ? "" : ` at ${first.instancePath || "/"}: ${first.message}`}.`,
    );
  }
  const problem = unsafeCombination(value);
  if (problem !== null) throw new Error(`The topology ${source} is not safe: ${problem}`);
  return value;
}

/** What would start and then serve wrongly or not at all, as a sentence that says what to change; null when all is well. */
function unsafeCombination(topology: Topology): string | null {
  const roles = topology.processes.map((process) => process.role);
  if (!roles.some((role) => role !== "worker")) return "no process serves the API; add one with the role api or all.";
  if (!roles.some((role) => role !== "api"))
    return "no process works off events and payments; add one with the role worker or all.";
  return searchProblem(topology.search);
}

function searchProblem(search: Topology["search"]): string | null {
  if (search?.url === undefined) return null;
  if (search.engine === "postgres")
    return "search.url is the address of an OpenSearch, but search.engine is postgres; change one of them.";
  const problem = clusterUrlProblem(search.url);
  if (problem !== null) return `search.url ${problem}`;
  if (search.url.includes("@")) return "search.url has a password; put the whole address into TENFOLD_OPENSEARCH_URL instead.";
  return null;
}

/**
 * The OpenSearch that the shop is to search with; null when it searches in its database. Throws a sentence when the topology and the
 * environment contradict each other, because some processes would then index what others do not search.
 */
export function searchAddress(
  { name, search }: Topology,
  { openSearch, openSearchPrefix }: Pick<Environment, "openSearch" | "openSearchPrefix">,
): OpenSearchAddress | null {
  if (search?.engine !== "opensearch") {
    if (openSearch === null) return null;
    throw new Error(
      `TENFOLD_OPENSEARCH_URL is set, but the topology ${name} searches with postgres: unset it, or set search.engine to opensearch.`,
    );
  }
  if (openSearch !== null) return openSearch;
  if (search.url !== undefined) return { url: search.url, indexPrefix: openSearchPrefix };
  throw new Error(`The topology ${name} searches with opensearch, but says not where: set search.url or TENFOLD_OPENSEARCH_URL.`);
}
