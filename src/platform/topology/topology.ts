import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Type, { type Static } from "typebox";
import Value from "typebox/value";
import { parse } from "yaml";

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
  return null;
}
