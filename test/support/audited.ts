import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AuditOptions, type AuditReport, audit } from "../../src/lab/audit/audit.ts";
import type { HistoryEntry, HistoryLine } from "../../src/lab/audit/history.ts";
import type { TestDatabase } from "./database.ts";
import { makeTemporaryDirectory } from "./directories.ts";
import type { Answer, TestCart } from "./shop.ts";

export type AuditOf = Pick<AuditOptions, "providerUrl" | "graceSeconds"> & { readonly history?: readonly HistoryLine[] };

/** Audits with no grace, unless told otherwise: everything is expected to be worked off. */
export async function auditOf(database: TestDatabase, options: AuditOf = {}): Promise<AuditReport> {
  const { history, ...others } = options;
  const auditOptions = { graceSeconds: 0, ...others, databaseUrl: database.url };
  if (history === undefined) return audit(auditOptions);
  const directory = await makeTemporaryDirectory();
  try {
    const historyFile = join(directory.path, "history.ndjson");
    await writeFile(historyFile, history.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    return await audit({ ...auditOptions, historyFile });
  } finally {
    await directory.remove();
  }
}

/** The ids of the checks that are red, in the order of the report. */
export function redOf(report: AuditReport): string[] {
  return report.findings.filter((finding) => finding.verdict === "red").map((finding) => finding.id);
}

export async function assertGreen(database: TestDatabase, options: AuditOf = {}): Promise<void> {
  const report = await auditOf(database, options);
  const red = report.findings.filter((finding) => finding.verdict === "red");
  assert.deepEqual(
    red.map(({ id, examples }) => ({ id, examples })),
    [],
  );
}

/** What the client of a checkout would write into its history. */
export function historyEntry(cart: TestCart, key: string, { outcome, status, order }: Answer): HistoryEntry {
  const told = outcome === "ok" && order !== undefined ? { orderId: order.id, totalMinor: order.totalMinor } : {};
  return { op: "checkout", key, ...cart, startedAtMs: 0, endedAtMs: 0, outcome, status, ...told };
}
