import { readFileSync } from "node:fs";
import { type Document, parseDocument } from "yaml";
import { DIRECT_CONNECTIONS } from "../../platform/topology/safety.ts";
import { checkTopology, findTopology } from "../../platform/topology/topology.ts";
import type { Plan } from "./plan.ts";

/** Sessions of PostgreSQL for each of its cores; more only wait for each other. */
const SESSIONS_PER_CORE = 8;
const LEAST_SESSIONS = 16;
/** As the schema has it. */
const MOST_SESSIONS = 200;
/** For its superuser, migrations, backups and people; and those that replicas hold. */
const SPARE_CONNECTIONS = 20;
const LAST_BUILT_LEVEL = 3;

type Process = { readonly role: string; readonly count?: number; readonly poolSize?: number };

/**
 * The topology of a plan, as YAML with its comments: the level's own file with the plan's numbers in it. Of several shops side by side it is
 * one. Throws a sentence when what comes of it would not be safe to run.
 */
export function plannedTopology(plan: Plan, about: readonly string[]): string {
  const level = findTopology(String(Math.min(plan.level, LAST_BUILT_LEVEL)));
  const document = parseDocument(readFileSync(level, "utf8"));
  const heading = plan.isBuilt
    ? []
    : [
        `One of ${plan.shops} shops side by side. Nothing divides shoppers and products among them yet: levels 4 to 6 are not built.`,
      ];
  document.commentBefore = [...about, ...heading].map((line) => ` ${line}`).join("\n");
  // The level's own introduction hangs on its first line and speaks of another shop.
  const contents = document.contents as {
    items?: { key?: { commentBefore?: string | null } }[];
    commentBefore?: string | null;
  } | null;
  if (contents !== null) contents.commentBefore = null;
  const [first] = contents?.items ?? [];
  if (first?.key !== undefined) first.key.commentBefore = null;
  document.setIn(["name"], `planned-${Math.round(plan.ratePerSecond)}-per-second`);
  document.setIn(["target", "ratePerSecond"], Math.max(1, Math.ceil(plan.perShop)));
  const processes = (document.toJS() as { processes: Process[] }).processes;
  for (const [index, { role }] of processes.entries()) {
    document.setIn(["processes", index, "count"], role === "worker" ? plan.workers : plan.apiProcesses);
  }
  if (document.hasIn(["database", "pooler"])) {
    const sessions = Math.min(MOST_SESSIONS, Math.max(LEAST_SESSIONS, SESSIONS_PER_CORE * plan.databaseCores));
    document.setIn(["database", "pooler", "poolSize"], sessions);
  }
  if (document.hasIn(["database", "settings", "max_connections"])) {
    document.setIn(["database", "settings", "max_connections"], connectionsFor(document));
  }
  const text = document.toString({ lineWidth: 0 });
  checkTopology(document.toJS(), "that was planned");
  return text;
}

/** Enough for every process, even where a pooler is not installed and done without. */
function connectionsFor(document: Document): number {
  const { database, processes } = document.toJS() as {
    readonly database: {
      readonly poolSize?: number;
      readonly replicas?: readonly unknown[];
      readonly settings: { readonly max_connections?: number };
    };
    readonly processes: readonly Process[];
  };
  const direct = DIRECT_CONNECTIONS.jobs + DIRECT_CONNECTIONS.leases + DIRECT_CONNECTIONS.messages;
  const wanted = processes.reduce(
    (sum, { count = 1, poolSize = database.poolSize ?? 10 }) => sum + count * (poolSize + direct),
    0,
  );
  return Math.max(database.settings.max_connections ?? 0, wanted + (database.replicas?.length ?? 0) + SPARE_CONNECTIONS);
}
