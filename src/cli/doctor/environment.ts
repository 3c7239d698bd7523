import { environmentSettings, readEnvironment } from "../../platform/topology/environment.ts";
import { type Finding, foundProblem, messageOf, notice, ok } from "./finding.ts";

const PREFIX = "TENFOLD_";
/** Set for tests and pictures, never for a shop. */
const DEVELOPMENT = /^TENFOLD_(TEST|FUZZ|REPLAY|SCREENSHOTS)/;
/** Further apart than this, two names have nothing to do with each other. */
const MAX_DISTANCE = 3;
const DEFAULT_SANDBOX_SECRET = environmentSettings.TENFOLD_SANDBOX_SECRET.fallback;

/** What is set, what is wrong with it, and what looks like a slip of the keyboard. Values are never shown. */
export function checkEnvironment(env: NodeJS.ProcessEnv, isLoopback: (host: string) => boolean): Finding[] {
  const check = "environment";
  const known = Object.keys(environmentSettings);
  const set = known.filter((name) => env[name]);
  const findings: Finding[] = [];
  try {
    const { host, metricsToken, sandboxSecret, stripe } = readEnvironment(env);
    findings.push(ok(check, set.length === 0 ? "nothing is set; every setting has its default" : `${set.join(", ")} are set`));
    if (!isLoopback(host)) {
      if (metricsToken === null)
        findings.push(notice(check, `everybody who reaches ${host} can read /metrics`, "set TENFOLD_METRICS_TOKEN"));
      if (stripe === null && sandboxSecret === DEFAULT_SANDBOX_SECRET)
        findings.push(notice(check, "everybody can sign the sandbox provider's webhooks", "set TENFOLD_SANDBOX_SECRET"));
    }
  } catch (error) {
    findings.push(foundProblem(check, messageOf(error), "see docs/operations.md"));
  }
  for (const name of Object.keys(env).toSorted()) {
    if (!name.startsWith(PREFIX) || known.includes(name) || DEVELOPMENT.test(name)) continue;
    const near = nearest(name, known);
    findings.push(notice(check, `${name} is no setting`, near === undefined ? "see docs/operations.md" : `do you mean ${near}?`));
  }
  return findings;
}

/** The known name with the fewest letters to change; undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= MAX_DISTANCE ? best.candidate : undefined;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[to.length]!;
}
