import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { type Finding, foundProblem, notice, ok } from "./finding.ts";

type LockedPackages = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

const MAX_NAMES = 5;

/** Whether the Node that the lockfile pins runs this. */
export function checkRuntime(root: string): Finding {
  const check = "runtime";
  const name = `node-${process.platform}-${process.arch}`;
  const running = process.versions.node;
  const { optionalDependencies = {} } = readJson<{ optionalDependencies?: Record<string, string> }>(join(root, "package.json"));
  const pinned = optionalDependencies[name];
  if (pinned === undefined) return ok(check, `Node ${running} of this machine; no runtime is pinned for ${name}`);
  if (running === pinned && isInstalledRuntime(root, name)) return ok(check, `Node ${running}, the pinned one`);
  return notice(check, `Node ${running} runs this, and ${pinned} is pinned`, "run npm ci --include=optional");
}

function isInstalledRuntime(root: string, name: string): boolean {
  try {
    const manifest = createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
    return process.execPath.startsWith(manifest.slice(0, manifest.lastIndexOf(sep) + 1));
  } catch {
    return false;
  }
}

/** Whether node_modules holds what the lockfile says, package by package. */
export function checkPackages(root: string): Finding {
  const check = "packages";
  const advice = "run npm ci";
  const locked = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (locked === undefined) return foundProblem(check, "package-lock.json cannot be read", "restore it from the repository");
  if (installed === undefined) return foundProblem(check, "no packages are installed", advice);
  const wrong = Object.entries(locked)
    .filter(([path, { version, optional }]) => {
      if (path === "") return false;
      const found = installed[path];
      // Packages for other platforms stay away.
      return found === undefined ? optional !== true : found.version !== version;
    })
    .map(([path]) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
  if (wrong.length === 0) return ok(check, `${Object.keys(installed).length} packages, as locked`);
  const names = wrong.slice(0, MAX_NAMES).join(", ") + (wrong.length > MAX_NAMES ? ", …" : "");
  return foundProblem(check, `${wrong.length} packages are not as locked: ${names}`, advice);
}

function packagesOf(lockfile: string): LockedPackages | undefined {
  try {
    return readJson<{ packages?: LockedPackages }>(lockfile).packages;
  } catch {
    return undefined;
  }
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
