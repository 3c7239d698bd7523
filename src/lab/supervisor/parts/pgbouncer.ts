import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pooledSessionSettings } from "../../../platform/database/session-settings.ts";
import type { Topology } from "../../../platform/topology/schema.ts";
import { freePorts } from "../free-ports.ts";
import type { Part } from "../part.ts";
import { pgBouncerIni, pgBouncerUsers, STATISTICS_USER } from "./pgbouncer-config.ts";
import { plainUser } from "./plain-user.ts";

type Pooler = NonNullable<Topology["database"]["pooler"]>;

export type PgBouncerPart = {
  readonly part: Part;
  /** What the shop connects to in place of the server. */
  readonly url: string;
  /** Its own figures, for who may only read them. */
  readonly statisticsUrl: string;
  /** Whether named statements survive in transaction mode. */
  readonly preparedStatements: boolean;
};

/** The first that keeps named statements in transaction mode. */
const FIRST_WITH_PREPARED_STATEMENTS = [1, 21] as const;

/** Writes PgBouncer's files into `directory` and says how it is started in front of the server at `serverUrl`. */
export async function pgBouncerPart(options: {
  readonly program: string;
  readonly directory: string;
  readonly serverUrl: string;
  readonly pooler: Pooler;
  /** Files of the server, whose owner may open its socket; undefined for a server elsewhere. */
  readonly serverFiles?: string;
}): Promise<PgBouncerPart> {
  const { program, directory, serverUrl, pooler } = options;
  const { keepsStatements } = versionOf(program);
  const [port] = (await freePorts(1)) as [number];
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const usersFile = join(directory, "users.txt");
  const iniFile = join(directory, "pgbouncer.ini");
  writeFileSync(usersFile, pgBouncerUsers(serverUrl), { mode: 0o600 });
  const ini = pgBouncerIni({
    serverUrl,
    port,
    pooler,
    maxPreparedStatements: keepsStatements ? pooler.maxPreparedStatements : 0,
    sessionSettings: pooledSessionSettings,
    usersFile,
    runAs: plainUser(options.serverFiles)?.user ?? null,
  });
  writeFileSync(iniFile, ini, { mode: 0o600 });
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${port}`;
  const statistics = new URL(url);
  statistics.username = STATISTICS_USER;
  statistics.pathname = "/pgbouncer";
  return {
    url: url.href,
    statisticsUrl: statistics.href,
    preparedStatements: keepsStatements && pooler.maxPreparedStatements > 0,
    part: {
      name: "pgbouncer",
      kind: "pgbouncer",
      url: url.href,
      program,
      args: [iniFile],
      ready: { by: "tcp", host: "127.0.0.1", port },
      // Waits for transactions under way; SIGTERM would cut them off.
      stopSignal: "SIGINT",
    },
  };
}

/** What a PgBouncer says of itself; `unknown` when it does not. */
export function versionOf(program: string): { readonly version: string; readonly keepsStatements: boolean } {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  const [, major = 0, minor = 0] = (/PgBouncer (\d+)\.(\d+)/.exec(stdout ?? "") ?? []).map(Number);
  const [firstMajor, firstMinor] = FIRST_WITH_PREPARED_STATEMENTS;
  const keepsStatements = major > firstMajor || (major === firstMajor && minor >= firstMinor);
  return { version: major === 0 ? "unknown" : `${major}.${minor}`, keepsStatements };
}
