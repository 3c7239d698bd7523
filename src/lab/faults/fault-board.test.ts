import assert from "node:assert/strict";
import { lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { makeTemporaryDirectory, type TemporaryDirectory } from "../../../test/support/directories.ts";
import { startProcess, type TestProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { signalProcess } from "../../platform/database/embedded/processes.ts";
import { createLogger } from "../../platform/telemetry/logger.ts";
import { type SandboxProvider, startSandboxProvider } from "../../shop/payments/sandbox/sandbox.ts";
import type { RunningPart } from "../supervisor/part.ts";
import { openControlSocket } from "./control-socket.ts";
import type { FaultRecord } from "./fault.ts";
import { createFaultBoard, type FaultBoard } from "./fault-board.ts";
import { createFaultClient } from "./fault-client.ts";
import { checkFaultPlan } from "./fault-plan.ts";
import type { FaultGround } from "./ground.ts";
import { createLinks, type Links } from "./links.ts";
import { processTree } from "./process-tree.ts";
import { faultMarks, runFaultPlan } from "./run-fault-plan.ts";
import { createThawGuard } from "./thaw-guard.ts";

/** A process with two children, which all do nothing; only the first holds on to the output. */
const IDLE = "sleep 600 >/dev/null 2>&1 & sleep 600 >/dev/null 2>&1; wait";
/** As the kernel says: T is stopped. */
function state(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2)[0]!;
}

describe("the faults of a shop", { skip: process.platform === "linux" ? false : "reads /proc" }, () => {
  let directory: TemporaryDirectory;
  let sandbox: SandboxProvider;
  let links: Links;
  let part: TestProcess;
  let tree: readonly number[];
  let board: FaultBoard;
  let protectedNow = false;
  const told: [string, object][] = [];
  const events: string[] = [];
  const replaced = new Map<string, number | null>();

  before(async () => {
    directory = await makeTemporaryDirectory();
    sandbox = await startSandboxProvider({
      bookFile: join(directory.path, "book.ndjson"),
      webhookSecret: "a secret of tests",
      logger: createLogger({ level: "fatal", pretty: false }),
    });
  });
  after(async () => {
    await sandbox.close();
    await directory.remove();
  });
  beforeEach(async () => {
    part = startProcess({ command: "/bin/sh", args: ["-c", IDLE] });
    await waitFor(() => processTree(part.pid).length === 3);
    tree = processTree(part.pid);
    links = createLinks();
    protectedNow = false;
    told.length = 0;
    replaced.clear();
    const parts = (): RunningPart[] =>
      [
        { name: "postgres", kind: "postgres-primary" as const, pid: part.pid, url: null },
        { name: "api 1", kind: "api" as const, pid: part.pid, url: null },
        { name: "api 2", kind: "api" as const, pid: null, url: null },
        { name: "sandbox", kind: "sandbox" as const, pid: process.pid, url: sandbox.url },
      ].map((each) => ({ ...each, pid: replaced.has(each.name) ? replaced.get(each.name)! : each.pid }));
    const ground: FaultGround = {
      parts,
      tell: (name, message) => told.push([name, message]) > 0,
      links,
      thawGuard: createThawGuard(),
      isProtected: () => protectedNow,
      failovers: () => [],
    };
    board = createFaultBoard(ground, (message) => events.push(message));
  });
  afterEach(async () => {
    await board.close();
    await links.close();
    for (const pid of tree) signalProcess(pid, "SIGKILL");
    await part.exited;
  });

  const over = (id: string) => waitFor(() => board.state().faults.find((each) => each.id === id && each.endedAtMs !== null));

  it("pauses all processes of a part, and lets them go on when the time is over", async () => {
    const { id, endsAtMs, startedAtMs } = await board.inject({ kind: "pause", part: "api 1", forMs: 300 });
    assert.equal(endsAtMs! - startedAtMs, 300);
    await waitFor(() => tree.every((pid) => state(pid) === "T"));
    const record = await over(id);
    assert.ok(record.endedAtMs! >= endsAtMs!);
    await waitFor(() => tree.every((pid) => state(pid) !== "T"));
    await assert.rejects(board.heal("77"), { reason: "unknown" });
    assert.equal((await board.heal(id)).endedAtMs, record.endedAtMs);
  });

  it("lets everything go on when it is closed", async () => {
    await board.inject({ kind: "pause", part: "api 1", forMs: 60_000 });
    await board.close();
    await waitFor(() => tree.every((pid) => state(pid) !== "T"));
    await assert.rejects(board.inject({ kind: "kill", part: "api 1" }), { reason: "impossible" });
  });

  it("does not pause a part twice, nor act on one that does not run", async () => {
    await board.inject({ kind: "pause", part: "api 1", forMs: 60_000 });
    await assert.rejects(board.inject({ kind: "pause", part: "any api", forMs: 1_000 }), {
      reason: "not-now",
      message: /^Fault 1 lasts for another \d+\.\d s: api 1 paused\.$/,
    });
    await assert.rejects(board.inject({ kind: "kill", part: "api 2" }), { reason: "not-now", message: /being started again/ });
    await assert.rejects(board.inject({ kind: "kill", part: "api" }), {
      reason: "unknown",
      message: /there are postgres, api 1/,
    });
    assert.equal((await board.healAll()).length, 1);
  });

  it("spares a primary that nobody could replace, when it is told to", async () => {
    const fault = { kind: "kill", part: "postgres", onlyWhenProtected: true };
    await assert.rejects(board.inject(fault), { reason: "not-now" });
    protectedNow = true;
    const { endedAtMs, endsAtMs } = await board.inject(fault);
    assert.ok(endedAtMs !== null && endsAtMs === null);
    assert.equal((await part.exited).signal, "SIGKILL");
  });

  it("makes the provider misbehave, again when it was started again, and well-behaved at the end", async () => {
    const behaviour = async () => (await fetch(`${sandbox.url}/behaviour`)).json() as Promise<Record<string, unknown>>;
    const before = await behaviour();
    const { id } = await board.inject({ kind: "provider", behaviour: "duplicating", forMs: 60_000 });
    assert.equal((await behaviour()).answerTwice, true);
    await fetch(`${sandbox.url}/behaviour`, { method: "POST", body: JSON.stringify(before) });
    replaced.set("sandbox", 123_456);
    board.partsChanged();
    await waitFor(async () => (await behaviour()).answerTwice);
    await board.heal(id);
    assert.deepEqual(await behaviour(), before);
  });

  it("makes a clock wrong, also that of the next process, and right again", async () => {
    const { id, what } = await board.inject({ kind: "clock-skew", part: "api 1", offsetMs: -3_600_000, forMs: 60_000 });
    assert.equal(what, "the clock of api 1 is 60 minutes behind");
    replaced.set("api 1", 123_456);
    board.partsChanged();
    await board.heal(id);
    const wrong = ["api 1", { clockOffsetMs: -3_600_000 }];
    assert.deepEqual(told, [wrong, wrong, ["api 1", { clockOffsetMs: 0 }]]);
    await assert.rejects(board.inject({ kind: "clock-skew", part: "postgres", offsetMs: 1, forMs: 500 }), {
      reason: "impossible",
    });
  });

  it("stands between two parts in either order of their names, or between one and everybody", async () => {
    await links.open("api 1", "postgres", { port: 9 });
    await links.open("api 1", "sandbox", { port: 9 });
    const cut = await board.inject({ kind: "network-cut", from: "postgres", to: "api 1", forMs: 60_000 });
    assert.deepEqual(cut.parts, ["api 1", "postgres"]);
    const all = await board.inject({ kind: "network-delay", to: "api 1", delayMs: 5, forMs: 60_000 });
    assert.deepEqual(all.parts, ["api 1", "postgres", "sandbox"]);
    await assert.rejects(board.inject({ kind: "network-cut", from: "sandbox", to: "postgres", forMs: 500 }), {
      reason: "impossible",
      message: /no way between sandbox and postgres .* postgres speaks with api 1\./,
    });
    assert.equal((await board.healAll()).length, 2);
  });

  it("is reached through a socket that only its owner may use, also in a folder with a long path", async (t) => {
    for (const name of ["short", "long-".repeat(24)]) {
      const data = join(directory.path, name);
      mkdirSync(data, { mode: 0o700 });
      // What a killed supervisor leaves.
      writeFileSync(join(data, "lab.sock"), "");
      const socket = await openControlSocket(data, board);
      t.after(() => socket.close());
      assert.equal(statSync(join(data, "lab.sock")).mode & 0o777, 0o600);
      const client = createFaultClient(data);
      const { parts } = await client.places();
      assert.deepEqual(
        parts.map((each) => each.isRunning),
        [true, true, false, true],
      );
      const record: FaultRecord = await client.inject({ kind: "pause", part: "api 1", forMs: 60_000 });
      assert.equal((await client.list()).faults.at(-1)!.id, record.id);
      assert.ok((await client.heal(record.id)).endedAtMs !== null);
      assert.deepEqual(await client.healAll(), []);
      await assert.rejects(client.inject({ kind: "kill", part: "nobody" }), { name: "FaultRefused", reason: "unknown" });
      await assert.rejects(openControlSocket(data, board), { message: /Another supervisor runs on/ });
      await socket.close();
      assert.equal(lstatSync(join(data, "lab.sock"), { throwIfNoEntry: false }), undefined);
      await assert.rejects(client.list(), { message: /^Nothing runs on this data folder/ });
    }
  });

  it("is what a plan is carried out on: what is refused is left out, what is not possible yet is tried again, and all is healed at the end", async (t) => {
    const data = join(directory.path, "plan");
    mkdirSync(data, { mode: 0o700 });
    const socket = await openControlSocket(data, board);
    t.after(() => socket.close());
    const plan = checkFaultPlan({
      name: "all-sorts",
      faults: [
        { at: "0s", fault: { kind: "pause", part: "api 1", forMs: 60_000 } },
        { at: "10ms", fault: { kind: "kill", part: "nobody" } },
        { at: "20ms", fault: { kind: "kill", part: "postgres", onlyWhenProtected: true } },
      ],
    });
    const seen: string[] = [];
    const startedAtMs = Date.now();
    setTimeout(() => {
      protectedNow = true;
    }, 300);
    const run = await runFaultPlan(plan, createFaultClient(data), {
      lengthMs: 1_500,
      onEvent: (event) => seen.push(event.outcome === "done" ? event.record.what : event.why),
    });
    assert.equal(seen.length, 3);
    assert.deepEqual([seen[0], seen[2]], ["api 1 paused", "postgres killed"]);
    assert.match(seen[1]!, /^There is no part called "nobody"/);
    const marks = faultMarks(run, startedAtMs);
    assert.deepEqual(
      marks.map(({ what, toSecond }) => [what, toSecond === null]),
      [
        ["api 1 paused", false],
        ["postgres killed", true],
      ],
    );
    assert.ok(board.state().faults.every(({ endedAtMs }) => endedAtMs !== null));
  });
});
