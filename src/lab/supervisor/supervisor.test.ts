import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeTemporaryDirectory } from "../../../test/support/directories.ts";
import { isAlive, startProcess } from "../../../test/support/processes.ts";
import { waitFor } from "../../../test/support/wait.ts";
import { freePorts } from "./free-ports.ts";
import type { Part, RunningPart } from "./part.ts";
import { createSupervisor } from "./supervisor.ts";

const skip = process.platform === "win32" ? "Windows has no groups of processes" : false;

const script = (name: string, source: string, more: Partial<Part> = {}): Part => ({
  name,
  kind: "exporter",
  url: null,
  program: process.execPath,
  args: ["-e", source],
  ready: { by: "line", pattern: /^ready$/ },
  ...more,
});
const WAITING = "console.log('ready'); setInterval(() => {}, 1000)";

async function supervise(t: TestContext) {
  const directory = await makeTemporaryDirectory();
  const events: string[] = [];
  const changes: (readonly RunningPart[])[] = [];
  const logDirectory = join(directory.path, "logs");
  const supervisor = createSupervisor({
    logDirectory,
    onEvent: (event) => void events.push(event),
    onChange: (parts) => void changes.push(parts),
  });
  t.after(async () => {
    await supervisor.stop();
    await directory.remove();
  });
  return { supervisor, events, changes, log: (name: string) => readFileSync(join(logDirectory, `${name}.log`), "utf8") };
}

test("a part is ready when its line, its port, its page or its message says so", { skip }, async (t) => {
  const { supervisor, log } = await supervise(t);
  const [tcpPort, httpPort] = (await freePorts(2)) as [number, number];
  const listen = (what: string, port: number) =>
    `setTimeout(() => require(${JSON.stringify(what)})`.concat(
      what === "node:net"
        ? `.createServer((s) => s.destroy()).listen(${port}, "127.0.0.1"), 100)`
        : `.createServer((q, r) => r.end("ok")).listen(${port}, "127.0.0.1"), 100)`,
    );
  await supervisor.start(script("says", WAITING));
  await supervisor.start(
    script("accepts", listen("node:net", tcpPort), { ready: { by: "tcp", host: "127.0.0.1", port: tcpPort } }),
  );
  const url = `http://127.0.0.1:${httpPort}`;
  await supervisor.start(script("answers", listen("node:http", httpPort), { url, ready: { by: "http", url } }));
  const tells = "process.send({ ready: true, url: 'http://there' }); setInterval(() => {}, 1000)";
  const told = await supervisor.start(script("tells", tells, { ready: { by: "message" } }));
  assert.equal(told.url, "http://there");
  assert.deepEqual(
    supervisor.parts().map(({ name, pid, url }) => [name, typeof pid, url]),
    [
      ["says", "number", null],
      ["accepts", "number", null],
      ["answers", "number", url],
      ["tells", "number", "http://there"],
    ],
  );
  assert.equal(log("says"), "ready\n");
});

test("a part that ends before it is ready is refused with its last words", { skip }, async (t) => {
  const { supervisor } = await supervise(t);
  const source = "console.error('looking around'); console.error('the port is taken'); process.exit(3)";
  await assert.rejects(
    supervisor.start(script("hasty", source)),
    /^Error: hasty ended before it was ready \(exit code 3\): the port is taken$/,
  );
  await assert.rejects(
    supervisor.start(script("absent", "", { program: "/nowhere/at-all" })),
    /absent ended before it was ready .*ENOENT/,
  );
  assert.deepEqual(supervisor.parts(), []);
});

test("a part that dies is started again, with what it had started itself gone, and everybody is told its new pid", {
  skip,
}, async (t) => {
  const { supervisor, events, changes } = await supervise(t);
  const child =
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })";
  const source = `console.log(${child}.pid); ${WAITING}`;
  const { pid } = await supervisor.start(script("nginx", source, { kind: "nginx" }));
  process.kill(pid!, "SIGKILL");
  const next = await waitFor(() => supervisor.parts().find((part) => part.pid !== null && part.pid !== pid)?.pid ?? undefined);
  await waitFor(() => events.includes("nginx is back"));
  assert.equal(events[0], "nginx ended (SIGKILL); starting it again in 200 ms");
  assert.deepEqual(
    changes.at(-1)!.map((part) => part.pid),
    [next],
  );
  assert.ok(
    changes.some(([part]) => part!.pid === null),
    "while it was away it had no pid",
  );
});

test("parts get no secrets of this process's environment unless they are given them", { skip }, async (t) => {
  process.env.TENFOLD_ADMIN_KEY = "a secret of the owner";
  t.after(() => delete process.env.TENFOLD_ADMIN_KEY);
  const { supervisor, log } = await supervise(t);
  const source = `console.log(Object.keys(process.env).join()); ${WAITING}`;
  await supervisor.start(script("foreign", source));
  assert.doesNotMatch(log("foreign"), /TENFOLD/);
  assert.match(log("foreign"), /PATH/);
});

test("stopping asks the last started first, and what does not listen is killed", { skip }, async (t) => {
  const { supervisor, log } = await supervise(t);
  const polite = (name: string, kind: Part["kind"], signal: NodeJS.Signals) =>
    script(name, `process.on('${signal}', () => { console.log('asked', Date.now()); process.exit() }); ${WAITING}`, {
      kind,
      stopSignal: signal,
    });
  await supervisor.start(polite("first", "pgbouncer", "SIGINT"));
  await supervisor.start(polite("second", "nginx", "SIGQUIT"));
  const pids = supervisor.parts().map(({ pid }) => pid!);
  await supervisor.stop();
  const askedAt = (name: string) => Number(/asked (\d+)/.exec(log(name))![1]);
  assert.ok(askedAt("second") <= askedAt("first"));
  assert.deepEqual(pids.map(isAlive), [false, false]);
});

test("nothing stays when the supervisor is killed: neither frozen parts nor the children of parts", { skip }, async (t) => {
  const directory = await makeTemporaryDirectory();
  t.after(directory.remove);
  const stubborn = `process.on('SIGTERM', () => process.exit()); ${WAITING}`;
  const parent = `console.log('child', require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }).pid); ${WAITING}`;
  const source = `
    const { createSupervisor } = await import(${JSON.stringify(join(import.meta.dirname, "supervisor.ts"))});
    const supervisor = createSupervisor({ logDirectory: ${JSON.stringify(directory.path)}, onEvent() {} });
    const part = (name, source) => ({ name, kind: "exporter", url: null, program: process.execPath, args: ["-e", source], ready: { by: "line", pattern: /^ready$/ } });
    await supervisor.start(part("frozen", ${JSON.stringify(stubborn)}));
    await supervisor.start(part("parent", ${JSON.stringify(parent)}));
    console.log("pids", supervisor.parts().map(({ pid }) => pid).join(" "));
    setInterval(() => {}, 1000);`;
  const child = startProcess({ args: ["--input-type=module", "-e", source] });
  const [, text] = await child.waitForOutput(/pids (\d+ \d+)/);
  const pids = text!.split(" ").map(Number);
  pids.push(Number(/child (\d+)/.exec(readFileSync(join(directory.path, "parent.log"), "utf8"))![1]));
  process.kill(pids[0]!, "SIGSTOP");
  process.kill(child.pid, "SIGKILL");
  await waitFor(() => !pids.some(isAlive), { timeoutMs: 20_000, message: "parts outlive their supervisor" });
});
