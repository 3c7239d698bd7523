import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase, type ReadOnly } from "../../../platform/database/database.ts";
import { migrate } from "../../../platform/database/migrations.ts";
import { withReadSession } from "../../../platform/database/read-session.ts";
import type { ReplicaRouter } from "../../../platform/database/replica-router.ts";
import { productOfVariant } from "../../../platform/ids.ts";
import { seededRandom } from "../../../platform/random.ts";
import { createProductReads } from "../../../shop/catalog/product-reads.ts";
import { ensurePartitions } from "../../../shop/maintenance.ts";
import { createReferenceStore } from "../../../shop/pricing/reference-store.ts";
import { seedReferenceData } from "../../../shop/seed/reference-data.ts";
import { readProcesses, useOf } from "../../report/proc.ts";
import { amount } from "../../report/run-report.ts";
import { type PostgresCluster, startPostgresCluster } from "../../supervisor/postgres-cluster.ts";
import type { Experiment, ExperimentContext, ExperimentOutcome, Figure } from "../experiment.ts";
import { less, more, shown } from "../figures.ts";
import { renameThing, stockShop } from "./order-desk.ts";
import { onReplicas, POOL, type ReplicatedShop, replayed, withRouter } from "./replicated-shop.ts";
import { percent } from "./words.ts";

export type ReplicaSizes = { readonly products: number; readonly reads: number; readonly sessions: number };

const SIZES: ReplicaSizes = { products: 1_000, reads: 20_000, sessions: 20 };
const REPLICAS = ["replica-1", "replica-2"];
const CALLERS = 16;
/** What the level's topology allows. */
const TOLERANCE_MS = 300;
/** As much as a topology may allow: a replica that stands still is then read from for as long as the experiment lasts. */
const ANY_TOLERANCE_MS = 60_000;
/** Beyond the tolerance and the age that a measurement may have. */
const BEYOND_TOLERANCE_MS = 1_500;
/** Of the reads that may go to a replica. */
const LEAST_SHARE = 0.9;

export const replicaReads: Experiment = {
  name: "replica-reads",
  level: 3,
  title: "Reads on replicas, and what a token is for",
  question: "How much do two replicas take off the primary, and does a shopper still see what the shopper has just changed?",
  needs: [],
  takesSeconds: 25,
  run: (context) => compare(context, SIZES),
};

export async function compare(
  { directory, signal, log }: Pick<ExperimentContext, "directory" | "signal" | "log">,
  sizes: ReplicaSizes,
): Promise<ExperimentOutcome> {
  log("starting a primary and two replicas");
  const place = join(directory, "cluster");
  const cluster = await startPostgresCluster({
    directory: place,
    replicas: REPLICAS.map((name) => ({ name })),
    onEvent: () => undefined,
  });
  try {
    const primary = createDatabase({ url: cluster.url, poolSize: POOL, applicationName: "tenfold lab reads" });
    try {
      await migrate({ database: cluster.url });
      await ensurePartitions(primary);
      await seedReferenceData(primary);
      const variants = await stockShop(cluster.url, sizes.products);
      const shop: ReplicatedShop = { cluster, primary, products: variants.map(productOfVariant) };
      await replayed(shop);
      const offload = await measureOffload(shop, sizes.reads, { signal, log });
      const own = await measureOwnReads(shop, sizes.sessions, log);
      return conclude(offload, own);
    } finally {
      await primary.close();
    }
  } finally {
    await cluster.stop();
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Load = {
  readonly statements: number;
  readonly shareOffPrimary: number;
  /** Null where there is no /proc. */
  readonly cpuMs: Readonly<Record<string, number>> | null;
};
type Offload = { readonly reads: number; readonly before: Load; readonly after: Load };

/** The same reads twice: of the primary alone, and by the router. */
async function measureOffload(
  shop: ReplicatedShop,
  reads: number,
  { signal, log }: Pick<ExperimentContext, "signal" | "log">,
): Promise<Offload> {
  const reference = createReferenceStore(shop.primary);
  const random = seededRandom(1);
  const anyProduct = () => shop.products[Math.floor(random() * shop.products.length)]!;
  const drive = async (from: ReadOnly, within: (read: () => Promise<unknown>) => Promise<unknown>) => {
    const products = createProductReads(from, reference);
    let left = reads;
    const caller = async () => {
      while (left-- > 0) {
        signal.throwIfAborted();
        const read = await within(() => products.byId(anyProduct()));
        if (read === null) throw new Error("A product that is on sale was not found.");
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  };
  log("reading products from the primary");
  const cpuAtFirst = cpuOf(shop.cluster);
  const statementsAtFirst = shop.primary.counters.statements;
  await drive(shop.primary, (read) => read());
  const before: Load = {
    statements: shop.primary.counters.statements - statementsAtFirst,
    shareOffPrimary: 0,
    cpuMs: used(cpuAtFirst, cpuOf(shop.cluster)),
  };
  log("reading them from the replicas");
  return withRouter(shop, TOLERANCE_MS, async (router, counts) => {
    const cpuBefore = cpuOf(shop.cluster);
    await drive(router.shared, (read) => withReadSession(router.request(true, undefined).session, read));
    const statements = counts.onReplicas + counts.onPrimary;
    const cpuMs = used(cpuBefore, cpuOf(shop.cluster));
    return { reads, before, after: { statements, shareOffPrimary: counts.onReplicas / statements, cpuMs } };
  });
}

/** Processor time of each server so far, with the processes of its sessions. */
function cpuOf(cluster: PostgresCluster): Readonly<Record<string, number>> | null {
  const entries = readProcesses();
  const found = cluster.parts.map(({ name, now }) => {
    const { kind, pid } = now();
    const use = pid === null ? null : useOf(entries, pid, true);
    return [kind === "postgres-primary" ? "primary" : name, use?.cpuMs] as const;
  });
  return found.every(([, ms]) => ms !== undefined) ? (Object.fromEntries(found) as Record<string, number>) : null;
}

function used(before: Readonly<Record<string, number>> | null, after: Readonly<Record<string, number>> | null) {
  if (before === null || after === null) return null;
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - before[name]!]));
}

type OwnReads = {
  readonly sessions: number;
  readonly staleWithToken: number;
  readonly staleWithout: number;
  readonly staleLater: number;
  /** Share of the reads with a token that replicas answered again once they had caught up. */
  readonly backOnReplicas: number;
};

/** Somebody changes a product and looks at it, while the replicas receive everything and replay nothing. */
async function measureOwnReads(shop: ReplicatedShop, sessions: number, log: (message: string) => void): Promise<OwnReads> {
  const reference = createReferenceStore(shop.primary);
  const product = shop.products[0]!;
  const nameRead = async (router: ReplicaRouter, token: string | undefined) => {
    const { session } = router.request(true, token);
    return withReadSession(
      session,
      async () => (await createProductReads(router.shared, reference).byId(product))!.document.name,
    );
  };
  const change = async (router: ReplicaRouter, edition: number) => {
    const request = router.request(false, undefined);
    const name = await withReadSession(request.session, () => renameThing(router.primary, 0, edition));
    return { name, token: (await request.token())! };
  };

  log("changing a product while the replicas stand still");
  const stale = await withRouter(shop, ANY_TOLERANCE_MS, async (router, counts) => {
    await onReplicas(shop, "select pg_wal_replay_pause()");
    let staleWithToken = 0;
    let staleWithout = 0;
    let last: string | undefined;
    for (let edition = 1; edition <= sessions; edition += 1) {
      const { name, token } = await change(router, edition);
      last = token;
      if ((await nameRead(router, token)) !== name) staleWithToken += 1;
      if ((await nameRead(router, undefined)) !== name) staleWithout += 1;
    }
    await onReplicas(shop, "select pg_wal_replay_resume()");
    await replayed(shop);
    // The router learns of it within its next measurement.
    await delay(BEYOND_TOLERANCE_MS);
    counts.onReplicas = 0;
    counts.onPrimary = 0;
    for (let index = 0; index < sessions; index += 1) await nameRead(router, last);
    return { staleWithToken, staleWithout, backOnReplicas: counts.onReplicas / (counts.onReplicas + counts.onPrimary) };
  });
  log("the same without a token, beyond the tolerance of the level");
  const staleLater = await withRouter(shop, TOLERANCE_MS, async (router) => {
    await onReplicas(shop, "select pg_wal_replay_pause()");
    try {
      const { name } = await change(router, sessions + 1);
      await delay(BEYOND_TOLERANCE_MS);
      let count = 0;
      for (let index = 0; index < sessions; index += 1) if ((await nameRead(router, undefined)) !== name) count += 1;
      return count;
    } finally {
      await onReplicas(shop, "select pg_wal_replay_resume()");
    }
  });
  return { sessions, ...stale, staleLater };
}

function conclude({ reads, before, after }: Offload, own: OwnReads): ExperimentOutcome {
  const perThousand = (ms: number) => (ms / reads) * 1_000;
  const cpuFigures = ({ cpuMs }: Load): Figure[] =>
    cpuMs === null
      ? []
      : Object.entries(cpuMs).map(([name, ms]) =>
          (name === "primary" ? less : shown)(`processor time of ${name}, 1,000 reads`, perThousand(ms), "ms"),
        );
  const isRelieved = before.cpuMs === null || after.cpuMs === null || after.cpuMs.primary! < before.cpuMs.primary!;
  const cpuText =
    before.cpuMs === null || after.cpuMs === null
      ? "Processor times are not known on this system. "
      : `The primary spent ${amount(perThousand(before.cpuMs.primary!))} ms of processor time on 1,000 of them before, and ${amount(perThousand(after.cpuMs.primary!))} ms after. `;
  return {
    before: {
      name: "the primary alone",
      figures: [
        more("share of reads off the primary", before.shareOffPrimary, "share"),
        ...cpuFigures(before),
        less("own changes not seen", 0, "share"),
      ],
    },
    after: {
      name: "replicas, with tokens",
      figures: [
        more("share of reads off the primary", after.shareOffPrimary, "share"),
        ...cpuFigures(after),
        less("own changes not seen", own.staleWithToken / own.sessions, "share"),
        more("reads with a token back on replicas, once they have caught up", own.backOnReplicas, "share"),
      ],
    },
    others: [
      {
        name: "replicas that stand still, without tokens",
        figures: [less("own changes not seen", own.staleWithout / own.sessions, "share")],
      },
      { name: "the same beyond the tolerance", figures: [less("own changes not seen", own.staleLater / own.sessions, "share")] },
    ],
    conclusion:
      `Of ${amount(reads)} product reads the replicas answered ${percent(after.shareOffPrimary)}. ${cpuText}` +
      `While the replicas replayed nothing, ${own.staleWithout} of ${own.sessions} reads after a change of one's own did not show it without the token, and ` +
      `${own.staleWithToken} of ${own.sessions} with it: the router saw that no replica had the change and asked the primary. Beyond the tolerance of ` +
      `${TOLERANCE_MS} ms it was ${own.staleLater} without a token too, because a replica that far behind is not read from.`,
    held:
      after.shareOffPrimary >= LEAST_SHARE &&
      isRelieved &&
      own.staleWithToken === 0 &&
      own.staleWithout === own.sessions &&
      own.staleLater === 0 &&
      own.backOnReplicas >= LEAST_SHARE,
    charts: [
      {
        kind: "bars",
        title: "Reads after a change of one's own that did not show it",
        about: "The replicas receive everything and replay nothing meanwhile.",
        unit: "share",
        bars: [
          { name: "without the token", value: own.staleWithout / own.sessions },
          { name: "with the token", value: own.staleWithToken / own.sessions },
          { name: "without, beyond the tolerance", value: own.staleLater / own.sessions },
        ],
      },
      ...(before.cpuMs === null || after.cpuMs === null
        ? []
        : [
            {
              kind: "bars" as const,
              title: "Processor time for 1,000 reads",
              about: "The work does not vanish. It moves to servers of which there can be more.",
              unit: "ms" as const,
              bars: [
                ...Object.entries(before.cpuMs).map(([name, ms]) => ({ name: `${name}, before`, value: perThousand(ms) })),
                ...Object.entries(after.cpuMs).map(([name, ms]) => ({ name: `${name}, after`, value: perThousand(ms) })),
              ],
            },
          ]),
    ],
  };
}
