import assert from "node:assert/strict";
import { test } from "node:test";
import { startFileLimit } from "./file-limit.ts";
import { startProcess } from "./processes.ts";

test("a file that keeps itself busy and minds no signal is ended at its limit, and no other child is", async (t) => {
  const busy = (name: string) => ["-e", `process.on("SIGTERM", () => undefined); for (;;) await 0;`, "--", name];
  const hanging = startProcess({ args: ["--input-type=module", ...busy("some/hanging.test.ts")] });
  const other = startProcess({ args: ["-e", "setInterval(() => undefined, 1000)", "--", "postgres"] });
  const ended: string[] = [];
  const limit = startFileLimit({ limitMs: 300, lookEveryMs: 50, onEnded: (file) => ended.push(file) });
  t.after(async () => {
    limit.stop();
    hanging.kill("SIGKILL");
    await other.stop();
  });
  assert.deepEqual(await hanging.exited, { code: null, signal: "SIGKILL" });
  assert.deepEqual([...new Set(ended)], ["some/hanging.test.ts"]);
  assert.equal(await Promise.race([other.exited, "still there"]), "still there");
});
