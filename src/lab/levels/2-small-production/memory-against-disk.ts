import { amount } from "../../report/run-report.ts";
import type { RunResult } from "../../workload/open-loop/result.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Side } from "../experiment.ts";
import { figureText, less, more, shareText, shown } from "../figures.ts";
import { allStatements, countStatements } from "../statements.ts";

/** Far less than what is looked at, and more than what is. */
const SMALL = "2MB";
const LARGE = "256MB";
const LARGE_BYTES = 256 * 1024 ** 2;

export const memoryAgainstDisk: Experiment = {
  name: "memory-against-disk",
  level: 2,
  title: "Data that fits into memory, and data that does not",
  question: "What does the database have to fetch for the same requests when its memory is smaller than what they look at?",
  needs: [],
  takesSeconds: 80,
  run: measure,
};

async function measure(context: ExperimentContext): Promise<ExperimentOutcome> {
  const small = await withBuffers(context, SMALL);
  const large = await withBuffers(context, LARGE);
  const ratio = small.readsPerRequest / Math.max(1e-6, large.readsPerRequest);
  return {
    before: sideOf(small),
    after: sideOf(large),
    held: large.hit > small.hit && ratio > 2,
    conclusion: `With ${SMALL} of shared buffers ${shareText(small.hit)} of the blocks were there and each request fetched ${amount(small.readsPerRequest)}; with ${LARGE}, ${large.databaseBytes < LARGE_BYTES ? "more" : "less"} than the ${figureText(large.databaseBytes, "bytes")} of the database, ${shareText(large.hit)} and ${amount(large.readsPerRequest)}. What PostgreSQL fetches comes from the system's memory as long as that is large enough, so a fetch costs a copy here and a disk's time where it is not: the counters warn before the latency does.`,
    charts: [
      {
        kind: "bars",
        title: "Blocks fetched for each request",
        about: "From the system or the disk, because they were not in PostgreSQL's memory.",
        unit: "count",
        bars: [small, large].map(({ buffers, readsPerRequest }) => ({
          name: `shared_buffers ${buffers}`,
          value: readsPerRequest,
        })),
      },
      {
        kind: "bars",
        title: "Blocks found in memory",
        about: "Of all that were looked at. A shop that is well lies above 99 %.",
        unit: "share",
        bars: [small, large].map(({ buffers, hit }) => ({ name: `shared_buffers ${buffers}`, value: hit })),
      },
    ],
  };
}

type Measured = {
  readonly buffers: string;
  readonly load: RunResult;
  readonly hit: number;
  readonly readsPerRequest: number;
  readonly blocksPerRequest: number;
  readonly databaseBytes: number;
};

async function withBuffers({ startShop, log }: ExperimentContext, buffers: string): Promise<Measured> {
  log(`shared_buffers ${buffers}`);
  // Pages that a process remembers are asked of no database.
  const shop = await startShop({
    topology: { cache: { products: { maxBytes: 0 } }, database: { settings: { shared_buffers: buffers } } },
  });
  // The first look at anything is a fetch with any memory.
  await shop.load({ name: "to fill the memory", warmUpSeconds: 0, mix: "browsing", seed: 1 });
  await countStatements(shop);
  const load = await shop.load({ warmUpSeconds: 0, mix: "browsing", seed: 1 });
  const { blocks, reads } = await allStatements(shop);
  const [size] = await shop.query<{ bytes: number }>("select pg_database_size(current_database())::float8 as bytes");
  await shop.stop();
  const requests = Math.max(1, load.totals.answered);
  return {
    buffers,
    load,
    hit: 1 - reads / Math.max(1, blocks),
    readsPerRequest: reads / requests,
    blocksPerRequest: blocks / requests,
    databaseBytes: size!.bytes,
  };
}

function sideOf({ buffers, load, hit, readsPerRequest, blocksPerRequest, databaseBytes }: Measured): Side {
  return {
    name: `shared_buffers ${buffers}`,
    figures: [
      shown("database", databaseBytes, "bytes"),
      shown("blocks looked at, a request", blocksPerRequest),
      less("blocks fetched, a request", readsPerRequest),
      more("found in memory", hit, "share"),
      less("latency p99", load.latency.p99, "ms"),
    ],
  };
}
