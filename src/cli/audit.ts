import { join } from "node:path";
import { audit, DEFAULT_GRACE_SECONDS } from "../lab/audit/audit.ts";
import type { Finding } from "../lab/audit/check.ts";
import { readEnvironment } from "../platform/topology/environment.ts";
import { stalenessBoundMs } from "../platform/topology/staleness.ts";
import { readTopology } from "../platform/topology/topology.ts";
import { readRunning } from "./running.ts";

const MARKS = { green: "✓", red: "✗", skipped: "–" } as const;

/** Prints a line for each invariant and the verdict; the exit code is 0 for green, 2 for red. */
export async function auditCommand(options: {
  history?: string;
  provider?: string;
  grace?: string;
  json?: boolean;
}): Promise<void> {
  const environment = readEnvironment();
  const running = await readRunning(environment.dataDirectory);
  const databaseUrl = environment.databaseUrl ?? running?.databaseUrl;
  if (databaseUrl === undefined) {
    throw new Error(
      `There is no shop to audit: set DATABASE_URL, or start one (${join(environment.dataDirectory, "running.json")} is not there).`,
    );
  }
  const providerUrl = options.provider ?? environment.sandboxUrl ?? running?.sandboxUrl ?? undefined;
  const report = await audit({
    databaseUrl,
    maxStalenessMs: stalenessBoundMs(readTopology(running?.topologyFile ?? environment.topologyFile ?? undefined)),
    graceSeconds: options.grace === undefined ? DEFAULT_GRACE_SECONDS : Number(options.grace),
    ...(providerUrl === undefined ? {} : { providerUrl }),
    ...(options.history === undefined ? {} : { historyFile: options.history }),
    ...(options.json ? {} : { onFinding: printFinding }),
  });
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const counts = Object.entries(report.counts).map(([what, count]) => `${count.toLocaleString("en")} ${what}`);
    process.stdout.write(`\nlooked at ${counts.join(", ")}\nverdict: ${report.verdict}\n`);
  }
  process.exitCode = report.verdict === "green" ? 0 : 2;
  process.disconnect?.();
}

function printFinding(finding: Finding): void {
  const took = finding.verdict === "skipped" ? "" : ` (${Math.round(finding.tookMs)} ms)`;
  process.stdout.write(
    `${MARKS[finding.verdict]} ${finding.id}: ${finding.holds}${finding.note ? ` [${finding.note}]` : ""}${took}\n`,
  );
  if (finding.verdict !== "red") return;
  process.stdout.write(`    ${finding.violations} violations, such as\n`);
  for (const example of finding.examples) process.stdout.write(`    ${JSON.stringify(example)}\n`);
}
