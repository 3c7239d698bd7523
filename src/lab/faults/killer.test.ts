import assert from "node:assert/strict";
import { test } from "node:test";
import { isAlive, startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { type Kill, startKiller } from "./killer.ts";

const waiting = () => startProcess({ args: ["-e", "setInterval(() => {}, 1000)"] });

test("every round kills each victim once, in the order of the seed, and says which process it was", async () => {
  const children = [waiting(), waiting(), waiting()];
  const kills: Kill[] = [];
  const victims = children.map(({ pid }, index) => ({ name: `victim ${index}`, pid: () => pid }));
  const killer = startKiller({ victims, everyMs: 20, firstAfterMs: 0, seed: 7, onKill: (kill) => kills.push(kill) });
  await waitFor(() => kills.length === 3);
  assert.deepEqual(killer.stop(), kills);
  assert.deepEqual(kills.map((kill) => kill.pid).toSorted(), children.map((child) => child.pid).toSorted());
  for (const child of children) assert.equal((await child.exited).signal, "SIGKILL");
  assert.ok(children.every(({ pid }) => !isAlive(pid)));
});

test("a victim that is not there is passed over", async () => {
  const child = waiting();
  const kills: Kill[] = [];
  const victims = [
    { name: "absent", pid: () => undefined },
    { name: "present", pid: () => (kills.length === 0 ? child.pid : undefined) },
  ];
  const killer = startKiller({ victims, everyMs: 5, firstAfterMs: 0, seed: 1, onKill: (kill) => kills.push(kill) });
  await child.exited;
  killer.stop();
  assert.deepEqual(
    kills.map((kill) => kill.name),
    ["present"],
  );
});
