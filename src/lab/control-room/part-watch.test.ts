import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { waitFor } from "../../../test/support/wait.ts";
import { createMarkBook } from "./marks.ts";
import { createPartWatch, type ProcessState, stateOfProcess } from "./part-watch.ts";
import { edgesOf, partStates } from "./picture.ts";
import { runningPart } from "./testing.ts";

const api = (pid: number | null) => runningPart("api", "api", pid, "http://127.0.0.1:1");

function watchAll(states: Partial<Record<number, ProcessState>> = {}) {
  const marks = createMarkBook();
  const watch = createPartWatch(
    marks,
    ({ kind }) => kind === "api",
    (pid) => states[pid] ?? "running",
  );
  return { marks, watch, status: () => watch.all()[0]?.status };
}

test("a part that ends is down at once, and back when its new process answers", () => {
  const { marks, watch, status } = watchAll();
  assert.equal(watch.see([api(1)], 0), true);
  assert.equal(watch.see([api(1)], 250), false);
  assert.equal(status(), "up");
  assert.equal(watch.see([api(null)], 500), true);
  assert.equal(status(), "down");
  watch.see([api(2)], 750);
  assert.equal(status(), "starting");
  assert.equal(watch.all()[0]!.sinceMs, 500);
  assert.equal(watch.heard("api", true, 1_700), true);
  assert.equal(status(), "up");
  assert.equal(watch.all()[0]!.restarts, 1);
  assert.deepEqual(
    marks.all().map(({ kind, text, fromMs, toMs }) => [kind, text, fromMs, toMs]),
    [["part", "api was away for 1.2 s", 500, 1_700]],
  );
});

test("a death between two looks is seen by the other process", () => {
  const { marks, watch, status } = watchAll();
  watch.see([api(1)], 0);
  assert.equal(watch.see([api(2)], 250), true);
  assert.equal(status(), "starting");
  assert.equal(marks.isOpen("part api"), true);
});

test("a process that is gone before its supervisor has noticed is down, one that is stopped is paused", () => {
  const states: Partial<Record<number, ProcessState>> = {};
  const { watch, status } = watchAll(states);
  watch.see([api(1)], 0);
  states[1] = "stopped";
  watch.see([api(1)], 250);
  assert.equal(status(), "stopped");
  states[1] = "gone";
  watch.see([api(1)], 500);
  assert.equal(status(), "down");
});

test("one lost answer is nothing, two are silence", () => {
  const { watch, status } = watchAll();
  watch.see([api(1)], 0);
  watch.heard("api", false, 1_000);
  assert.equal(status(), "up");
  watch.heard("api", false, 2_000);
  assert.equal(status(), "silent");
  watch.heard("api", true, 3_000);
  assert.equal(status(), "up");
});

test("a part that nobody asks is up again when its process has lived for a moment", () => {
  const { watch, status } = watchAll();
  const nginx = (pid: number | null) => runningPart("nginx", "nginx", pid);
  watch.see([nginx(1)], 0);
  watch.see([nginx(null)], 250);
  watch.see([nginx(2)], 500);
  assert.equal(status(), "starting");
  watch.see([nginx(2)], 1_500);
  assert.equal(status(), "up");
});

test("the system tells of a process that is stopped, and of one that is gone", {
  skip: process.platform !== "linux",
}, async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  assert.equal(stateOfProcess(child.pid!), "running");
  child.kill("SIGSTOP");
  await waitFor(() => stateOfProcess(child.pid!) === "stopped");
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal(stateOfProcess(child.pid!), "gone");
});

test("the picture: who asks whom, and how near each is to its limit", () => {
  const parts = [
    runningPart("postgres", "postgres-primary"),
    runningPart("replica-1", "postgres-replica"),
    runningPart("pgbouncer", "pgbouncer"),
    runningPart("sandbox", "sandbox"),
    runningPart("nginx", "nginx"),
    api(1),
    runningPart("prometheus", "prometheus"),
  ];
  const watched = parts.map((part) => ({ part, status: "up" as const, sinceMs: 0, restarts: 0 }));
  const sample = (name: string, labels: string, value: number) => ({ name, labels, value });
  const growth = {
    process: "api",
    seconds: 2,
    counters: [
      sample("http_request_duration_seconds_count", 'method="GET",route="/v1/products",status="2xx"', 20),
      sample("db_statements_total", "", 60),
      sample("replica_reads_total", 'replica="replica-1",result="ok"', 8),
      sample("payment_provider_call_duration_seconds_count", 'provider="sandbox",call="charge",outcome="paid"', 2),
    ],
    gauges: [
      sample("db_pool_max_connections", "", 10),
      sample("db_pool_connections", 'state="busy"', 10),
      sample("db_pool_connections", 'state="idle"', 0),
      sample("db_pool_waiting", "", 5),
      sample("replica_lag_seconds", 'replica="replica-1"', 0.03),
      sample("replica_lag_tolerance_seconds", 'replica="replica-1"', 0.3),
    ],
  };
  const input = {
    watched,
    growths: [growth],
    uses: new Map([["api", { cpuCores: 0.5, memoryBytes: 1 }]]),
    cores: 2,
    database: { active: 1, lockWaits: 0, walBytesPerSecond: 500 },
  };
  assert.deepEqual(
    edgesOf(input).map(({ from, to, perSecond, lagMs }) => [from, to, perSecond, ...(lagMs === undefined ? [] : [lagMs])]),
    [
      ["shoppers", "nginx", 10],
      ["nginx", "api", 10],
      ["api", "pgbouncer", 30],
      ["api", "replica-1", 4],
      ["api", "sandbox", 1],
      ["pgbouncer", "postgres", 30],
      ["postgres", "replica-1", 500, 30],
    ],
  );
  const states = partStates(input);
  const meters = (name: string) =>
    states.find((part) => part.name === name)!.meters.map(({ id, share, text }) => [id, share, text]);
  assert.deepEqual(meters("api"), [
    ["cpu", 0.5, "50 %"],
    ["pool", 1.5, "10 of 10, 5 wait"],
  ]);
  assert.deepEqual(meters("replica-1"), [["lag", 0.1, "30 ms"]]);
  assert.equal(states.find(({ name }) => name === "prometheus")!.role, "monitor");
});
