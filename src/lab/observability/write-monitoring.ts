import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { MonitoringFile } from "./monitoring-parts.ts";

/** Whole or not at all: Prometheus reads its targets again whenever they change. */
export function writeMonitoring(files: readonly MonitoringFile[]): void {
  for (const { path, text, mode } of files) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, text, { mode });
    renameSync(`${path}.new`, path);
  }
}
