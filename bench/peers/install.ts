import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./processes.ts";
import { folder, type PeerName, packages } from "./settings.ts";

const appOf = (peer: PeerName) => join(import.meta.dirname, "apps", peer);

/** Where a peer is installed. */
export const folderOf = (peer: PeerName) => join(folder, peer);

/** Tells one set of versions, configuration and filling program from every other. */
export function fingerprintOf(peer: PeerName, products: number): string {
  const hash = createHash("sha256").update(JSON.stringify([packages[peer], products]));
  for (const file of globSync("**/*.js", { cwd: appOf(peer) }).toSorted()) hash.update(readFileSync(join(appOf(peer), file)));
  return hash.digest("hex");
}

/** Installs a peer from npm beside the tree, unless these versions are there; an installation that broke off goes on where it was. */
export async function install(peer: PeerName, onProgress: (message: string) => void): Promise<void> {
  const place = folderOf(peer);
  mkdirSync(place, { recursive: true });
  cpSync(appOf(peer), place, { recursive: true });
  const wanted = `${JSON.stringify({ name: `peer-${peer}`, private: true, dependencies: packages[peer] }, null, 2)}\n`;
  const mark = join(place, ".installed");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  writeFileSync(join(place, "package.json"), wanted);
  onProgress(`installing ${Object.keys(packages[peer])[0]} and what it needs from npm; it takes some minutes`);
  const startedAtMs = performance.now();
  const ticking = setInterval(() => {
    onProgress(`… still installing after ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
  }, 30_000);
  try {
    const args = ["install", "--no-audit", "--no-fund", "--save-exact", "--loglevel=error"];
    await runToEnd({ name: `${peer}-install`, command: process.platform === "win32" ? "npm.cmd" : "npm", args, cwd: place });
  } finally {
    clearInterval(ticking);
  }
  writeFileSync(mark, wanted);
  onProgress(`${peer} is installed after ${Math.round((performance.now() - startedAtMs) / 1000)} s`);
}
