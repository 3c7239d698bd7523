import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Running } from "../../src/cli/running.ts";
import { makeTemporaryServerDirectory } from "../support/directories.ts";
import { waitFor } from "../support/wait.ts";
import { killAll, processTree, waitUntilGone } from "./support/process-tree.ts";
import { tenfold } from "./support/tenfold.ts";

const skip = process.platform === "linux" ? false : "processes are followed through /proc";
/** Copies of the database, the processes and the monitors, on a busy machine. */
const OPEN_TIMEOUT_MS = 300_000;
/** The guard asks for 25 s, and then does not ask any more. */
const GONE_WITHIN_MS = 40_000;

async function startLevel(t: TestContext, level: string) {
  const directory = await makeTemporaryServerDirectory();
  const env = { TENFOLD_DATA: join(directory.path, "data"), PORT: "0", TENFOLD_STOREFRONT: "off", DATABASE_URL: "" };
  const shop = tenfold(["up", "-t", level], env);
  t.after(async () => {
    killAll(processTree(shop.pid));
    await shop.exited;
    await directory.remove();
  });
  await shop.waitForOutput(/Ctrl-C stops everything/, OPEN_TIMEOUT_MS);
  const status = async (): Promise<Pick<Running, "pid" | "parts">> => {
    const asked = tenfold(["status", "--json"], env);
    await asked.exited;
    return JSON.parse(asked.output());
  };
  const url = /API {7}(http:\S+)\/v1/.exec(shop.output())![1]!;
  return { shop, status, url };
}

for (const level of ["2", "3"]) {
  test(`level ${level} opens, survives the death of each of its parts, and leaves nothing behind when it is killed`, {
    skip,
  }, async (t) => {
    const { shop, status, url } = await startLevel(t, level);
    const { pid, parts } = await status();
    for (const kind of ["pgbouncer", "nginx", "worker", "api"] as const) {
      const victim = parts.find((part) => part.kind === kind);
      if (victim === undefined) continue;
      process.kill(victim.pid!, "SIGKILL");
      const isBack = async () => {
        const now = (await status()).parts.find(({ name }) => name === victim.name);
        return now?.pid != null && now.pid !== victim.pid;
      };
      await waitFor(isBack, { timeoutMs: 60_000, message: `${victim.name} does not come back` });
      await waitFor(async () => (await fetch(`${url}/v1/products?limit=1`).catch(() => null))?.status === 200, {
        timeoutMs: 60_000,
        message: `nobody is served after the death of ${victim.name}`,
      });
    }
    const processes = processTree(shop.pid);
    assert.ok(processes.length > parts.length);
    process.kill(pid, "SIGKILL");
    await waitUntilGone(processes, GONE_WITHIN_MS);
  });
}
