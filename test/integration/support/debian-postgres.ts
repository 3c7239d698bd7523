import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { startProcess, type TestProcess } from "../../support/processes.ts";
import { waitFor } from "../../support/wait.ts";

/** Oldest first: the oldest that the shop supports shows the most. */
const VERSIONS = [15, 16, 17, 18];
/** PostgreSQL does not run as root; this user owns nothing on any Linux. */
const PLAIN_UID = 65_534;
const PASSWORD = "integration-test";

const candidates = VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin`);

/** Where the distribution's PostgreSQL is; undefined when it is not installed. */
export const debianPostgres: string | undefined = candidates.find((directory) => existsSync(join(directory, "initdb")));

export type OwnPostgres = { readonly url: string; stop(): Promise<void> };

/** A cluster of the distribution's PostgreSQL in `directory`, reached by TCP with a password. */
export async function startDebianPostgres(binaries: string, directory: string): Promise<OwnPostgres> {
  const asUser = process.getuid?.() === 0 ? ["setpriv", `--reuid=${PLAIN_UID}`, `--regid=${PLAIN_UID}`, "--clear-groups"] : [];
  const place = join(directory, "debian");
  const passwordFile = join(place, "password");
  const data = join(place, "data");
  await mkdir(place, { mode: 0o700 });
  await writeFile(passwordFile, PASSWORD);
  if (asUser.length > 0) for (const path of [place, passwordFile]) await chown(path, PLAIN_UID, PLAIN_UID);

  const initdb = [join(binaries, "initdb"), "-D", data, "-U", "shop", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  await run([...asUser, ...initdb, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], place);
  const port = await freePort();
  const serve = [...asUser, join(binaries, "postgres"), "-D", data, "-p", String(port), "-k", place];
  const server: TestProcess = startProcess({ command: serve[0]!, args: serve.slice(1), cwd: place, env: { LC_ALL: "C.UTF-8" } });
  const url = `postgres://shop:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await waitFor(() => answers(url), { timeoutMs: 30_000, message: `PostgreSQL did not start: ${server.output()}` });
  return {
    url,
    async stop() {
      server.kill("SIGINT");
      await server.exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function run(command: readonly string[], cwd: string): Promise<void> {
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}: ${errors}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
