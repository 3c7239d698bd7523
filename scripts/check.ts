import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** Every step runs, so that one call shows all there is to mend. */
const steps = [
  { name: "types", module: "node_modules/typescript/bin/tsc", args: ["--noEmit", "--project", "."] },
  {
    name: "types of the storefront",
    module: "node_modules/typescript/bin/tsc",
    args: ["--noEmit", "--project", "web/storefront"],
  },
  {
    name: "types of the control room",
    module: "node_modules/typescript/bin/tsc",
    args: ["--noEmit", "--project", "web/control-room"],
  },
  { name: "the client package builds", module: "node_modules/typescript/bin/tsc", args: ["--noEmit", "--project", "client"] },
  { name: "the storefront builds", module: "src/cli/main.ts", args: ["storefront", "build"] },
  { name: "generated files", module: "scripts/generate-client.ts", args: ["--check"] },
  { name: "generated monitoring", module: "scripts/generate-deploy.ts", args: ["--check"] },
  { name: "the page of topologies", module: "scripts/generate-topology.ts", args: ["--check"] },
  { name: "format and lint", module: "node_modules/@biomejs/biome/bin/biome", args: ["check", "--error-on-warnings", "."] },
];

const failed = steps.filter(({ name, module, args }) => {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, [resolve(root, module), ...args], { cwd: root, stdio: "inherit" });
  process.stdout.write(`${name}: ${status === 0 ? "ok" : "FAILED"}\n`);
  return status !== 0;
});

process.stdout.write(
  failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.map(({ name }) => name).join(", ")}.\n`,
);
process.exit(failed.length === 0 ? 0 : 1);
