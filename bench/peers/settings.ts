import { join } from "node:path";
import { projectRoot } from "../../src/platform/topology/topology.ts";

/** Everything that is installed and filled for the comparison; git ignores it, and it may be removed at any time. */
export const folder = join(projectRoot, ".cache", "peers");

/** What is compared, by version. Each is the newest that its registry called `latest` when the comparison was written. */
export const packages = {
  medusa: {
    "@medusajs/cli": "2.21.2",
    "@medusajs/framework": "2.21.2",
    "@medusajs/medusa": "2.21.2",
  },
  vendure: {
    "@vendure/core": "3.7.3",
    "@vendure/job-queue-plugin": "3.7.3",
    bullmq: "5.81.5",
    ioredis: "5.11.1",
    pg: "8.23.1",
  },
} as const;

export type PeerName = keyof typeof packages;

/** Database connections of each process of each system. */
export const POOL_SIZE = 16;

/** Products of a list and of a page of hits. */
export const PAGE_SIZE = 20;

export type Sizes = {
  readonly products: number;
  /** Length of a timed round, and how many there are of each job and system. */
  readonly roundSeconds: number;
  readonly rounds: number;
  /** Requests under way at the same time. */
  readonly callers: number;
  /** Buyers of the flash sale, all at once. */
  readonly buyers: number;
};

const USUAL: Sizes = { products: 5_000, roundSeconds: 6, rounds: 3, callers: 16, buyers: 100 };

/** Whether the figures of such a run belong on the page. */
export const isUsual = (sizes: Sizes) => JSON.stringify(sizes) === JSON.stringify(USUAL);

/** The sizes of the run; `TENFOLD_PEERS_…` makes it smaller or larger. */
export function readSizes(env: NodeJS.ProcessEnv = process.env): Sizes {
  const number = (name: string, fallback: number) => {
    const value = Number(env[`TENFOLD_PEERS_${name}`] ?? fallback);
    if (!Number.isInteger(value) || value < 1) throw new Error(`TENFOLD_PEERS_${name} must be a whole number from 1 on.`);
    return value;
  };
  return {
    products: number("PRODUCTS", USUAL.products),
    roundSeconds: number("SECONDS", USUAL.roundSeconds),
    rounds: number("ROUNDS", USUAL.rounds),
    callers: number("CALLERS", USUAL.callers),
    buyers: number("BUYERS", USUAL.buyers),
  };
}
