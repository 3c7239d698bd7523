import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChaosReport, runChaos } from "../lab/faults/chaos.ts";
import { MAX_BUYERS } from "../lab/workload/flash-sale.ts";
import { wholeNumber } from "./numbers.ts";
import { saleTable } from "./sale-table.ts";

type Options = {
  readonly seconds: string;
  readonly every: string;
  readonly buyers: string;
  readonly units: string;
  readonly rate: string;
  readonly seed: string;
  readonly keep?: string;
};

/** A longer run fills the disk with a database that nobody looks at. */
const MAX_SECONDS = 3_600;

/** Starts a shop of its own, sells from it while its processes are killed, and prints the accounts; exit code 2 when they are not right. */
export async function chaosCommand(options: Options): Promise<void> {
  const directory = options.keep ?? (await mkdtemp(join(tmpdir(), "tenfold-chaos-")));
  const report = await runChaos({
    directory,
    buyers: wholeNumber("--buyers", options.buyers, MAX_BUYERS),
    units: wholeNumber("--units", options.units),
    faultsForMs: wholeNumber("--seconds", options.seconds, MAX_SECONDS) * 1_000,
    killEveryMs: wholeNumber("--every", options.every, MAX_SECONDS * 1_000),
    ordinaryPerSecond: wholeNumber("--rate", options.rate, 1_000),
    seed: wholeNumber("--seed", options.seed),
    onEvent: (message) => process.stderr.write(`${message}\n`),
  });
  process.stdout.write(summary(report));
  if (options.keep === undefined) await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  else process.stdout.write(`the data, ${report.historyFile} and ${report.logDirectory} are kept\n`);
  process.exitCode = report.failures.length === 0 ? 0 : 2;
  process.disconnect?.();
}

function summary({ sale, ordinary, kills, unitsSold, recoveredMs, audit, failures }: ChaosReport): string {
  const byVictim = Map.groupBy(kills, (kill) => kill.name);
  const counts = [...byVictim].map(([name, all]) => `${name} ${all.length}`).join(", ");
  const looked = Object.entries(audit.counts).map(([what, count]) => `${count.toLocaleString("en")} ${what}`);
  const { verdicts } = ordinary;
  return [
    saleTable(sale),
    `killed: ${counts}\n`,
    `ordinary shoppers: ${ordinary.arrivals} came, ${verdicts.sold} bought, ${verdicts["sold out"]} sold out, ${verdicts.declined} declined\n`,
    `units sold by the database: ${unitsSold}\n`,
    `audited ${looked.join(", ")}: ${audit.verdict}`,
    recoveredMs === null ? "\n" : `, ${(recoveredMs / 1_000).toFixed(1)} s after the faults\n`,
    ...failures.map((failure) => `WRONG: ${failure}\n`),
  ].join("");
}
