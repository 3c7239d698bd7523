import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import pg from "pg";
import { fitted } from "./fitted.ts";
import { type GenerateSettings, OPEN_CARTS_PER_ORDER, ordersOf } from "./settings.ts";

/** What so many rows are about, within a tenth. */
export function estimateRows(settings: GenerateSettings): number {
  const { products, per } = settings;
  const orders = ordersOf(settings);
  const lines = (orders * fitted.basketGroups.reduce((sum, size) => sum + size, 0)) / fitted.basketGroups.length;
  // Slugs, two categories, documents, companions, sums, counters and search beside the product; six tables know a variant, two of them by
  // warehouse, one by quantity.
  const catalogue = products * (9 + per.photos + 7 * per.skus + per.characteristics + per.reviews + per.questions + per.answers);
  // A line is in its order and in its cart, and is held, allocated and sent.
  return Math.round(catalogue + 5 * lines + orders * (4.5 + 6 * OPEN_CARTS_PER_ORDER + 3 / fitted.ordersPerCustomer));
}

/** With its indexes; measured with the proportions that are the default. */
const BYTES_PER_ROW = 300;
const BYTES_PER_CSV_ROW = 150;
const BYTES_PER_GB = 1e9;

/** Of the write-ahead log beside the data, in bytes, and where the data lies. */
const SETTINGS =
  "select current_setting('data_directory') as directory, pg_size_bytes(current_setting('max_wal_size'))::float8 as wal";

/**
 * Compares what the shop will need with what the disk has free, when the server is on this machine.
 * @throws a sentence when it will not fit
 */
export async function checkDisk(url: string, settings: GenerateSettings): Promise<{ readonly neededBytes: number }> {
  const client = new pg.Client({ connectionString: url, application_name: "generate" });
  await client.connect();
  let row: { directory: string; wal: number };
  try {
    // Who is not its owner may not know where the data lies; then it is not looked at.
    row = (await client.query(SETTINGS).catch(() => ({ rows: [{ directory: "", wal: 0 }] }))).rows[0];
  } finally {
    await client.end();
  }
  const dataBytes = estimateRows(settings) * BYTES_PER_ROW;
  const neededBytes = dataBytes + Math.min(row.wal, dataBytes);
  if (row.directory !== "" && existsSync(row.directory)) await refuseWithout(neededBytes, row.directory);
  return { neededBytes };
}

export async function checkDiskForCsv(directory: string, settings: GenerateSettings): Promise<{ readonly neededBytes: number }> {
  const neededBytes = estimateRows(settings) * BYTES_PER_CSV_ROW;
  await refuseWithout(neededBytes, directory);
  return { neededBytes };
}

async function refuseWithout(neededBytes: number, directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= neededBytes) return;
  throw new Error(
    `This needs about ${gigabytes(neededBytes)} GB, and ${directory} has ${gigabytes(bavail * bsize)} GB free. Take a smaller --scale, or make room.`,
  );
}

export const gigabytes = (bytes: number): string => (bytes / BYTES_PER_GB).toFixed(1);
