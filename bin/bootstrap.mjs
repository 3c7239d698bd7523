// The only plain JavaScript of the project: it runs on whatever Node (20 or newer) the machine has, before anything is installed.
// It installs the locked packages when they are missing or older than the lockfile, then picks the runtime that the lockfile pins.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_BOOTSTRAP_NODE = 20;
const OLDEST_RUNTIME_NODE = 24;
const NPM_CHECK_MS = 500;
const modifiedMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const majorVersion = Number(process.versions.node.split(".")[0]);

function fail(message) {
  process.stderr.write(`tenfold: ${message}\n`);
  process.exit(1);
}

/** Installs the locked packages unless the last install is newer than the lockfile. */
export function ensureInstalled() {
  if (majorVersion < OLDEST_BOOTSTRAP_NODE) {
    fail(`Node ${process.versions.node} is too old; install Node ${OLDEST_BOOTSTRAP_NODE} or newer.`);
  }
  const marker = join(projectRoot, "node_modules", ".package-lock.json");
  if (modifiedMs(marker) >= modifiedMs(join(projectRoot, "package-lock.json"))) return;
  process.stderr.write("tenfold: installing packages (once, about a minute) …\n");
  // The development packages come too: the tests and the web build need them, whatever NODE_ENV says.
  const result = spawnSync("npm", ["ci", "--include=dev", "--include=optional", "--loglevel=error"], {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) fail("npm ci failed; its message stands above.");
}

/** Path of the Node that runs the TypeScript: the pinned one, else this machine's when it is new enough. */
export function runtimePath() {
  const require = createRequire(import.meta.url);
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  try {
    const pinned = join(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`)), binary);
    if (existsSync(pinned)) return pinned;
  } catch {
    // No pinned runtime is published for this platform.
  }
  if (majorVersion >= OLDEST_RUNTIME_NODE) return process.execPath;
  return fail(`there is no pinned Node for ${process.platform}-${process.arch}; install Node ${OLDEST_RUNTIME_NODE} or newer.`);
}

/** npm and the shell that it may have put in between do not say when npm is killed; so its process is looked for. */
function npmProcess() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return undefined;
  const [above, program] = parentOf(process.ppid);
  return /(^|\/)(ba|da|z|k|a)?sh$/.test(program) ? above : process.ppid;
}

/** The parent of a process, and the name of its program. */
function parentOf(pid) {
  if (process.platform === "linux") {
    const [, program, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "latin1")) ?? [];
    return [Number(parent), program ?? ""];
  }
  const { stdout } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
  const [parent = "", program = ""] = stdout.trim().split(/\s+/);
  return [Number(parent), program];
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs `file` with the pinned runtime, hands signals on, and ends as it ends. */
export function run(file, args) {
  const npm = npmProcess();
  ensureInstalled();
  const child = spawn(runtimePath(), ["--disable-warning=ExperimentalWarning", join(projectRoot, file), ...args], {
    // The channel tells the child when this process is gone, even after kill -9.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(projectRoot, "node_modules", ".cache", "compile"),
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // What runs below npm ends with it, even after kill -9: the child sees its channel close and shuts down.
  if (npm !== undefined) setInterval(() => isAlive(npm) || (child.connected && child.disconnect()), NPM_CHECK_MS).unref();
  child.on("error", (error) => fail(`the runtime could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
