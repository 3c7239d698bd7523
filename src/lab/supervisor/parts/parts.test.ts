import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeTemporaryDirectory } from "../../../../test/support/directories.ts";
import { httpLimits } from "../../../platform/http/limits.ts";
import { howToInstall, nginx, pathOf } from "../programs.ts";
import { nginxConfig } from "./nginx-config.ts";
import { pgBouncerIni, pgBouncerUsers } from "./pgbouncer-config.ts";
import { plainUser } from "./plain-user.ts";

const program = pathOf(nginx);

test("nginx accepts what is written for it", {
  skip: program === undefined ? `nginx is not installed (${howToInstall(nginx)})` : false,
}, async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(directory.remove);
  const file = join(directory.path, "nginx.conf");
  const config = nginxConfig({
    host: "127.0.0.1",
    port: 18_080,
    statusPort: 18_081,
    upstreamPorts: [18_082, 18_083],
    keepAliveConnections: 64,
    upstreamTimeoutMs: 30_000,
    limits: httpLimits,
    directory: directory.path,
    accessLog: join(directory.path, "access.log"),
    runAs: plainUser(),
  });
  writeFileSync(file, config);
  const { status, stderr } = spawnSync(program!, ["-t", "-c", file, "-p", directory.path, "-e", "stderr"], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

const ini = (maxPreparedStatements: number, serverUrl = "postgres://shop:se%22cret@127.0.0.1:5433/tenfold") =>
  pgBouncerIni({
    serverUrl,
    port: 6432,
    pooler: { poolSize: 16, maxClients: 500 },
    maxPreparedStatements,
    sessionSettings: { jit: "off", timezone: "UTC" },
    usersFile: "/data/users.txt",
    runAs: "nobody",
  });

test("PgBouncer gets the server, the pool and what each session begins with, and no password in its configuration", () => {
  const text = ini(0);
  assert.match(
    text,
    /^tenfold = host=127\.0\.0\.1 port=5433 dbname=tenfold pool_size=16 connect_query='set jit = off; set timezone = UTC'$/m,
  );
  assert.match(text, /^pool_mode = transaction$/m);
  assert.match(text, /^user = nobody$/m);
  assert.doesNotMatch(text, /max_prepared_statements|cret/);
  assert.match(ini(200), /^max_prepared_statements = 200$/m);
  assert.match(ini(0, "postgres://shop:x@%2Ftmp%2Fdb:5432/tenfold"), /host=\/tmp\/db port=5432/);
});

test("its users have the server's password, whatever is in it", () => {
  const [shop, statistics] = pgBouncerUsers("postgres://shop:se%22cret@127.0.0.1:5433/tenfold").trim().split("\n");
  assert.equal(shop, '"shop" "se""cret"');
  assert.equal(statistics, '"tenfold_statistics" "se""cret"');
});
