import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Value from "typebox/value";
import { parse } from "yaml";
import type { Environment, OpenSearchAddress } from "./environment.ts";
import { unsafeCombination } from "./safety.ts";
import { Topology } from "./schema.ts";

export const projectRoot = dirname(dirname(dirname(import.meta.dirname)));
const levelsDirectory = join(projectRoot, "levels");
export const DEFAULT_TOPOLOGY = join(levelsDirectory, "1-mvp", "topology.yaml");

/**
 * The file that a name stands for: the number of a level (`3`), its whole name (`3-write-scale`), or a path.
 * Throws a sentence that names the levels when a number has none.
 */
export function findTopology(given: string | undefined): string {
  if (given === undefined) return DEFAULT_TOPOLOGY;
  const levels = readdirSync(levelsDirectory).filter((name) => /^\d+-/.test(name));
  const level = levels.find((name) => name === given || name.split("-", 1)[0] === given);
  if (level !== undefined) return join(levelsDirectory, level, "topology.yaml");
  if (/^\d+$/.test(given)) throw new Error(`There is no level ${given}; there are ${levels.toSorted().join(", ")}.`);
  return resolve(given);
}

/** Reads and checks a topology file, and fills in every default. Throws one sentence that says what to change. */
export function readTopology(path: string = DEFAULT_TOPOLOGY): Topology {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(`The topology file ${path} cannot be read.`);
  }
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new Error(`The topology file ${path} is not YAML: ${(error as Error).message.split("\n", 1)[0]}`);
  }
  return checkTopology(value, path);
}

export function checkTopology(given: unknown, source: string): Topology {
  const value = Value.Default(Topology, structuredClone(given ?? {}));
  if (!Value.Check(Topology, value)) throw new Error(`The topology ${source} is not valid${whereAndWhy(value)}.`);
  const problem = unsafeCombination(value);
  if (problem !== null) throw new Error(`The topology ${source} is not safe: ${problem}`);
  return value;
}

/** The end of a sentence: the place, and what is wrong there. */
function whereAndWhy(value: unknown): string {
  const errors = [...Value.Errors(Topology, value)];
  const unknown = errors.find(({ keyword }) => keyword === "additionalProperties");
  if (unknown !== undefined) {
    const [option] = (unknown.params as { additionalProperties: string[] }).additionalProperties;
    return ` at ${unknown.instancePath || "/"}: there is no option ${option} (docs/topology.md lists them)`;
  }
  const [first] = errors;
  return first === undefined ? "" : ` at ${first.instancePath || "/"}: it ${first.message}`;
}

/**
 * The OpenSearch that the shop is to search with; null when it searches in its database. Throws a sentence when the topology and the
 * environment contradict each other, because some processes would then index what others do not search.
 */
export function searchAddress(
  { name, search }: Pick<Topology, "name" | "search">,
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
