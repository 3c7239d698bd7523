import { globSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { pathToFileURL } from "node:url";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/platform/database/embedded/start.ts";
import { SHARED_SERVER_VARIABLE, testServerSettings } from "../test/support/database.ts";
import { makeTemporaryServerDirectory } from "../test/support/directories.ts";
import { startFileLimit } from "../test/support/file-limit.ts";
import { createTally } from "../test/support/tally.ts";

/** The slowest file needs a quarter of this on two busy cores; a file that hangs must not hold up the run for longer. */
const FILE_TIMEOUT_MS = 180_000;
/** Installing, killing and waiting for a minute takes its time. */
const INTEGRATION_TIMEOUT_MS = 900_000;
/** After the time-out a file is asked to end; one that lives on is ended then. */
const LIVES_ON_MS = 30_000;
const LIMIT_LOOK_MS = 2_000;
/** The machine that this is made for has two cores; an integration suite wants both. */
const CONCURRENCY = 2;
const root = resolve(import.meta.dirname, "..");

const args = process.argv.slice(2);
const unknownOption = args.find((arg) => arg.startsWith("-") && arg !== "--integration");
if (unknownOption !== undefined) {
  process.stderr.write(
    `test: unknown option ${unknownOption}. Known: --integration, and parts of the paths of the files to run.\n`,
  );
  process.exit(2);
}
const isIntegration = args.includes("--integration");
const filters = args.filter((arg) => !arg.startsWith("-"));
const files = globSync(["src/**/*.test.ts", "test/**/*.test.ts", "web/*/src/**/*.test.ts"], { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /^test\/(integration|browser)\//.test(file) === isIntegration)
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  .sort();

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());
process.on("disconnect", () => interrupted.abort());

process.exitCode = await main();
if (process.connected) process.disconnect?.();

async function main(): Promise<number> {
  if (files.length === 0) {
    process.stdout.write(`No test file matches ${filters.join(", ") || "src, test and web"}.\n0 passed, 0 failed, 0 skipped\n`);
    return 1;
  }
  const directory = await makeTemporaryServerDirectory();
  let postgres: EmbeddedPostgres | undefined;
  try {
    if (process.env[SHARED_SERVER_VARIABLE] === undefined) {
      postgres = await startEmbeddedPostgres({ dataDirectory: join(directory.path, "postgres"), settings: testServerSettings });
      process.env[SHARED_SERVER_VARIABLE] = postgres.url;
    }
    return await runFiles();
  } finally {
    await postgres?.stop();
    await directory.remove();
  }
}

async function runFiles(): Promise<number> {
  const tally = createTally();
  const timeout = isIntegration ? INTEGRATION_TIMEOUT_MS : FILE_TIMEOUT_MS;
  const limit = startFileLimit({
    limitMs: timeout + LIVES_ON_MS,
    lookEveryMs: LIMIT_LOOK_MS,
    onEnded: (file) => process.stdout.write(`ended, because it ran on after its time was over: ${relative(root, file)}\n`),
  });
  const stream = run({
    files: files.map((file) => join(root, file)),
    cwd: root,
    isolation: "process",
    concurrency: isIntegration ? 1 : CONCURRENCY,
    timeout,
    signal: interrupted.signal,
    execArgv: [
      "--disable-warning=ExperimentalWarning",
      "--import",
      pathToFileURL(join(root, "test/support/follow-runner.ts")).href,
    ],
  });
  stream.on("test:pass", (event) => tally.note("pass", event));
  stream.on("test:fail", (event) => tally.note("fail", event));
  for await (const text of stream.compose(new spec())) process.stdout.write(text as string | Buffer);
  limit.stop();

  const { passed, failed, skips } = tally.result();
  for (const { file, name, reason } of skips) {
    process.stdout.write(`skipped: ${file === undefined ? "" : `${relative(root, file)}: `}${name}: ${reason}\n`);
  }
  if (interrupted.signal.aborted) process.stdout.write("The run was interrupted.\n");
  process.stdout.write(`${passed} passed, ${failed} failed, ${skips.length} skipped\n`);
  return failed > 0 || passed === 0 || interrupted.signal.aborted ? 1 : 0;
}
