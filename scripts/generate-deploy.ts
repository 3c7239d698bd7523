import { globSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { exampleTargets, monitoringFiles } from "../src/lab/observability/deploy-files.ts";
import { grafanaFiles } from "../src/lab/observability/grafana-files.ts";
import { production } from "../src/lab/observability/profile.ts";

/** Writes the monitoring below `deploy/` from its one source; with `--check`, only says whether it is what would be written. */

const root = resolve(import.meta.dirname, "../deploy");
const folders = ["prometheus", "alertmanager", "blackbox", "postgres-exporter", "grafana"];
const about = "Made by scripts/generate-deploy.ts from src/lab/observability. Do not edit.";

const files = new Map([
  ...monitoringFiles(production, {
    about,
    prometheus: {
      ruleFiles: "rules/*.yml",
      targets: "targets",
      alertmanager: "127.0.0.1:9093",
      blackbox: "127.0.0.1:9115",
      metricsTokenFile: null,
    },
    webhookUrl: "http://127.0.0.1:9095",
    targets: exampleTargets(),
  }),
  ...grafanaFiles(production, about),
]);
const there = globSync(
  folders.map((folder) => `${folder}/**/*.{yml,json}`),
  { cwd: root },
).map((path) => path.replaceAll("\\", "/"));
const left = there.filter((path) => !files.has(path));
const stale: string[] = [];
for (const [path, text] of files) {
  if ((await readFile(join(root, path), "utf8").catch(() => "")) !== text) stale.push(path);
}

if (process.argv.includes("--check")) {
  const wrong = [...stale, ...left];
  if (wrong.length > 0) {
    console.error(`deploy/ is out of date (${wrong.join(", ")}): run \`node bin/run.mjs scripts/generate-deploy.ts\`.`);
  }
  process.exitCode = wrong.length === 0 ? 0 : 1;
} else {
  for (const path of left) await rm(join(root, path));
  for (const path of stale) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), files.get(path)!);
  }
  console.log(`deploy/: ${files.size} files, ${stale.length} written, ${left.length} removed`);
}
process.disconnect?.();
