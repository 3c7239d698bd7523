import assert from "node:assert/strict";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { startProcess } from "../../../test/support/processes.ts";
import { findProgram } from "../../lab/supervisor/programs.ts";
import { findTopology, readTopology } from "../../platform/topology/topology.ts";
import { isLoopbackHost } from "../../shop/webhooks/target.ts";
import { checkDatabase } from "./database.ts";
import { checkEnvironment, nearest } from "./environment.ts";
import type { Finding } from "./finding.ts";
import { checkPackages } from "./installation.ts";
import { checkClock, checkDataFolder, checkEmbeddedPostgres, checkPort } from "./machine.ts";
import { checkSearch } from "./search.ts";
import { checkTools, optionalTools } from "./tools.ts";
import { checkTopologyNeeds } from "./topology.ts";

let place: TemporaryDirectory;
before(async () => {
  place = await makeTemporaryDirectory();
});
after(() => place.remove());

const verdicts = (findings: readonly Finding[]) => findings.map(({ check, verdict }) => `${check}: ${verdict}`);
const environment = (env: NodeJS.ProcessEnv) => checkEnvironment(env, isLoopbackHost);

test("a setting that is misspelt is pointed out with the name that was meant", () => {
  const findings = environment({ TENFOLD_ADMIN_KYE: "0123456789abcdef", TENFOLD_COLOURS: "red", PATH: "/bin" });
  assert.deepEqual(
    findings.map(({ verdict, text, advice }) => [verdict, text, advice]),
    [
      ["ok", "nothing is set; every setting has its default", undefined],
      ["notice", "TENFOLD_ADMIN_KYE is no setting", "do you mean TENFOLD_ADMIN_KEY?"],
      ["notice", "TENFOLD_COLOURS is no setting", "see docs/operations.md"],
    ],
  );
  assert.equal(nearest("TENFOLD_SHOPNAME", ["TENFOLD_DATA", "TENFOLD_SHOP_NAME"]), "TENFOLD_SHOP_NAME");
});

test("values are never shown, and what cannot be read is a problem", () => {
  const findings = environment({ PORT: "many", TENFOLD_ADMIN_KEY: "the-secret-of-the-owner" });
  assert.deepEqual(verdicts(findings), ["environment: problem"]);
  assert.match(findings[0]!.text, /PORT is "many"/);
  assert.doesNotMatch(JSON.stringify(environment({ TENFOLD_ADMIN_KEY: "the-secret-of-the-owner" })), /the-secret/);
});

test("an API that others reach should not show its figures to everybody", () => {
  const open = environment({ HOST: "0.0.0.0" });
  assert.deepEqual(verdicts(open), ["environment: ok", "environment: notice", "environment: notice"]);
  const closed = environment({ HOST: "0.0.0.0", TENFOLD_METRICS_TOKEN: "t0ken", TENFOLD_SANDBOX_SECRET: "s3cret" });
  assert.deepEqual(verdicts(closed), ["environment: ok"]);
});

test("a data folder is fine when it, or the place for it, can be written", async () => {
  const folder = join(place.path, "data");
  assert.match((await checkDataFolder(join(folder, "deep", "down"))).text, /\(to be made\)/);
  await mkdir(folder);
  assert.notEqual((await checkDataFolder(folder)).verdict, "problem");
  const file = join(place.path, "file");
  await writeFile(file, "");
  assert.equal((await checkDataFolder(file)).verdict, "problem");
  assert.equal((await checkDataFolder("/proc/self")).verdict, process.platform === "linux" ? "problem" : "ok");
});

test("a port in use is a problem, unless it is our own shop that uses it", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  assert.equal((await checkPort("127.0.0.1", port, undefined)).verdict, "problem");
  assert.equal((await checkPort("127.0.0.1", port, "process 7")).verdict, "ok");
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await checkPort("127.0.0.1", port, undefined)).verdict, "ok");
  assert.equal((await checkPort("203.0.113.7", port, undefined)).verdict, "problem");
});

test("packages that are missing or of another version are named", async () => {
  const root = join(place.path, "project");
  await mkdir(join(root, "node_modules"), { recursive: true });
  const lock = (packages: object) => JSON.stringify({ packages });
  await writeFile(
    join(root, "package-lock.json"),
    lock({
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0" },
      "node_modules/other-platform": { version: "3.0.0", optional: true },
    }),
  );
  assert.match(checkPackages(root).text, /no packages are installed/);
  const installed = join(root, "node_modules", ".package-lock.json");
  await writeFile(installed, lock({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.9.0" } }));
  assert.match(checkPackages(root).text, /1 packages are not as locked: b$/);
  await writeFile(installed, lock({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0" } }));
  assert.equal(checkPackages(root).verdict, "ok");
});

test("a clock behind the project's own files is a problem", () => {
  const reference = Date.UTC(2030, 0, 1);
  assert.equal(checkClock(reference + 1, reference).verdict, "ok");
  assert.equal(checkClock(reference - 1, reference).verdict, "problem");
});

test("the embedded PostgreSQL is tried without making a data folder", async () => {
  const folder = join(place.path, "not-made");
  const finding = await checkEmbeddedPostgres(folder);
  assert.match(finding.text, /^postgres \(PostgreSQL\) 17.*, run as /);
  await assert.rejects(rm(folder, { recursive: true }), { code: "ENOENT" });
});

test("a database is looked at: version, schema, clock", async () => {
  const migrated = await createTestDatabase();
  const empty = await createTestDatabase({ schema: "empty" });
  try {
    assert.deepEqual(verdicts(await checkDatabase(migrated.url)), ["database: ok", "schema: ok", "clocks: ok"]);
    assert.deepEqual(verdicts(await checkDatabase(empty.url)), ["database: ok", "schema: notice", "clocks: ok"]);
    await migrated.query("insert into schema_migrations (name, run_on) values ('9999_of_the_future', now())");
    const newer = await checkDatabase(migrated.url);
    assert.equal(newer[1]!.verdict, "problem");
    assert.match(newer[1]!.text, /9999_of_the_future/);
  } finally {
    await migrated.close();
    await empty.close();
  }
});

test("a database that does not answer is told without its password", async () => {
  const [finding] = await checkDatabase("postgres://ada:secret-word@127.0.0.1:1/shop");
  assert.equal(finding!.verdict, "problem");
  assert.match(finding!.text, /127\.0\.0\.1:1\/shop/);
  assert.doesNotMatch(JSON.stringify(finding), /secret-word/);
});

test("programs are found on the path, and each that is missing says what for and how to get it", async () => {
  const directory = join(place.path, "bin");
  await mkdir(directory);
  await writeFile(join(directory, "tenfold-tool"), "");
  await chmod(join(directory, "tenfold-tool"), 0o755);
  assert.equal(findProgram(["other", "tenfold-tool"], directory), join(directory, "tenfold-tool"));
  assert.equal(findProgram(["tenfold-tool"], "/nowhere"), undefined);
  const findings = checkTools("/nowhere");
  assert.equal(findings.length, optionalTools.length);
  for (const { verdict, text, advice } of findings) assert.ok(verdict === "ok" || (/; for /.test(text) && advice !== undefined));
});

function runDoctor(args: readonly string[], env: Readonly<Record<string, string>>) {
  const main = join(import.meta.dirname, "..", "main.ts");
  return startProcess({
    args: ["--disable-warning=ExperimentalWarning", main, "doctor", ...args],
    env: { PORT: "0", DATABASE_URL: "", TENFOLD_DATA: join(place.path, "shop"), ...env },
  });
}

test("the command prints a line for each finding and ends with 0 when there is no problem", async () => {
  const child = runDoctor([], {});
  assert.equal((await child.exited).code, 0, child.output());
  assert.match(child.output(), /^✓ port: any free one/m);
  assert.match(child.output(), /^0 problems, /m);
});

test("with --json it prints the findings, and a problem makes the exit code 2", async () => {
  const child = runDoctor(["--json"], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
  assert.equal((await child.exited).code, 2, child.output());
  const { problems, findings } = JSON.parse(child.output()) as { problems: number; findings: Finding[] };
  assert.equal(problems, 1);
  assert.ok(findings.some(({ check, verdict }) => check === "database" && verdict === "problem"));
});

test("the database searches unless another engine is named, and one that does not answer is pointed out without its password", async () => {
  assert.deepEqual(await checkSearch(null), [{ check: "search", verdict: "ok", text: "in the shop's database" }]);
  const [away] = await checkSearch({ url: "http://shop:hush@127.0.0.1:1", indexPrefix: "tenfold" });
  assert.equal(away!.verdict, "notice");
  assert.match(away!.text, /^127\.0\.0\.1:1 does not answer: /);
  assert.doesNotMatch(JSON.stringify(away), /hush/);
});

test("a search engine tells its version and the size of its index", async () => {
  let version: object = { number: "2.19.1", distribution: "opensearch" };
  let hasIndex = true;
  const server = createHttpServer((request, response) => {
    const isCount = request.url!.startsWith("/tenfold-products-v1/_count");
    response.writeHead(isCount && !hasIndex ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(isCount ? { count: 12_345 } : { version }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = async () =>
    (await checkSearch({ url: `http://${host}`, indexPrefix: "tenfold" })).map(({ verdict, text }) => [verdict, text]);
  try {
    assert.deepEqual(await found(), [
      ["ok", `OpenSearch 2.19.1 at ${host}`],
      ["ok", "tenfold-products-v1 has 12,345 products"],
    ]);
    hasIndex = false;
    assert.deepEqual((await found())[1], ["notice", "there is no tenfold-products-v1 yet"]);
    version = { number: "1.3.0", distribution: "opensearch" };
    assert.deepEqual(await found(), [["problem", `OpenSearch 1.3.0 at ${host}`]]);
    version = { number: "8.1.0" };
    assert.deepEqual(await found(), [["notice", `another engine 8.1.0 at ${host}`]]);
  } finally {
    server.close();
  }
});

test("a topology says what it needs here, and what is done without what is missing", () => {
  const [topology, cores, ...programs] = checkTopologyNeeds(readTopology(findTopology("3")), "/nowhere");
  assert.equal(topology!.text, "3-write-scale: 2 × api, 1 × worker, 2 replicas, nginx");
  assert.equal(cores!.check, "cores");
  for (const { verdict, text, advice } of programs) {
    assert.ok(verdict === "ok" || (/without it .+|forgets named statements/.test(text) && advice !== undefined), text);
  }
  assert.deepEqual(
    checkTopologyNeeds(readTopology(), "/nowhere").map(({ check }) => check),
    ["topology", "cores"],
  );
});
