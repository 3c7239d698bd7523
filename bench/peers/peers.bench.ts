import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { cpuUsOf } from "../support/cpu.ts";
import { printTable, writeResult } from "../support/measure.ts";
import { type Catalogue, makeCatalogue } from "./catalogue.ts";
import { flashSale, type SaleReport } from "./flash-sale.ts";
import { type Server, startServer } from "./infrastructure.ts";
import { install } from "./install.ts";
import { createRounds, type JobName, jobNames, type Measured, medianOf } from "./jobs.ts";
import { fillMedusa, startMedusa } from "./medusa.ts";
import { writePage } from "./page.ts";
import type { Shop } from "./peer.ts";
import { endLeftovers } from "./processes.ts";
import { floorsOf, printFailures, printJobs, printSales } from "./report.ts";
import { folder, isUsual, POOL_SIZE, packages, readSizes, type Sizes } from "./settings.ts";
import { startTenfold } from "./tenfold.ts";
import { fillVendure, startVendure } from "./vendure.ts";

export type JobFigures = Record<string, Record<JobName, Measured>>;

const say = (message: string) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${message}\n`);

/** Medusa, Vendure and Tenfold side by side: installs and fills what is missing, then measures all in one run. */
export async function peersBench(): Promise<void> {
  const sizes = readSizes();
  const catalogue = makeCatalogue(sizes.products);
  endLeftovers();
  for (const peer of ["medusa", "vendure"] as const) await install(peer, say);
  const server = await startServer();
  const shops: Shop[] = [];
  try {
    const catalogueFile = join(folder, "catalogue.json");
    writeFileSync(catalogueFile, JSON.stringify(catalogue));
    await fillMedusa(server, catalogueFile, sizes, say);
    await fillVendure(server, catalogueFile, sizes, say);
    const startedAtMs = performance.now();
    say("starting the three shops");
    shops.push(await startTenfold(server, catalogue, sizes, say));
    shops.push(await startMedusa(server, catalogue, sizes));
    shops.push(await startVendure(server, catalogue, sizes));
    await measureAll(shops, { server, catalogue, sizes });
    say(`measured in ${Math.round((performance.now() - startedAtMs) / 1_000)} s`);
  } finally {
    for (const shop of shops.toReversed())
      await shop.stop().catch((error: Error) => say(`${shop.name} did not stop well: ${error.message}`));
    await server.stop();
  }
}

type Rig = { readonly server: Server; readonly catalogue: Catalogue; readonly sizes: Sizes };

async function measureAll(shops: readonly Shop[], { server, catalogue, sizes }: Rig): Promise<void> {
  const idle = await idleCores(shops, server);
  const rounds = Object.fromEntries(
    shops.map((shop) => [shop.name, Object.fromEntries(jobNames.map((job) => [job, [] as Measured[]]))]),
  );
  for (const job of jobNames) {
    const takers = shops.map((shop) => ({ shop, ...createRounds(job, { shop, catalogue, sizes, postgresPid: server.pid }) }));
    for (const { shop, warmUp } of takers) {
      say(`${job}: ${shop.name} warms up`);
      await warmUp();
    }
    // Rounds alternate, so that a noisy minute of the machine is everybody's.
    for (let round = 1; round <= sizes.rounds; round += 1) {
      for (const { shop, take } of takers) {
        const measured = await take(round);
        rounds[shop.name]![job]!.push(measured);
        say(`${job}, round ${round}: ${shop.name} ${measured.perSecond.toFixed(1)} per second`);
      }
    }
  }
  const sales: Record<string, SaleReport> = {};
  for (const shop of shops) {
    say(`flash sale: ${sizes.buyers} buyers at ${shop.name}`);
    sales[shop.name] = await flashSale(shop, catalogue, sizes);
  }
  const figures = Object.fromEntries(
    Object.entries(rounds).map(([name, jobs]) => [
      name,
      Object.fromEntries(Object.entries(jobs).map(([job, taken]) => [job, medianOf(taken)])),
    ]),
  ) as JobFigures;
  printTable("Cores busy while nobody asks", [idle]);
  printJobs(figures);
  printFailures(figures);
  printSales(sales);
  const floors = floorsOf(figures, sales);
  printTable("Floors", floors);
  const versions = Object.fromEntries(shops.map((shop) => [shop.name, shop.version]));
  if (isUsual(sizes)) writePage(figures, sales, sizes, new Date());
  writeResult("peers", {
    sizes,
    versions,
    packages,
    poolSize: POOL_SIZE,
    settings: server.settings,
    idle,
    figures,
    sales,
    floors,
    rounds,
  });
}

const IDLE_MS = 5_000;

/** Cores that every part takes while nobody asks anything. */
async function idleCores(shops: readonly Shop[], server: Server): Promise<Record<string, number>> {
  const pids = [
    ...shops.flatMap(({ name, pids: parts }) => Object.entries(parts).map(([part, pid]) => [`${name} ${part}`, pid] as const)),
    ["postgres", server.pid] as const,
  ];
  await delay(IDLE_MS);
  const before = pids.map(([, pid]) => cpuUsOf(pid, true));
  await delay(IDLE_MS);
  return Object.fromEntries(pids.map(([name, pid], index) => [name, (cpuUsOf(pid, true) - before[index]!) / 1_000 / IDLE_MS]));
}
