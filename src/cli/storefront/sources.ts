import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";

export const storefrontSources = join(projectRoot, "web", "storefront");
/** What the API process serves. */
export const storefrontOutput = join(storefrontSources, "dist");

/** Lies in the output and is not served: says what it was made from. */
export const FINGERPRINT_FILE = ".fingerprint";

/** Everything that the build reads. The packages it uses are pinned by the lockfile. */
const INPUTS = ["web/storefront/**/*", "client/src/*.ts", "package-lock.json", "src/cli/storefront/*.ts"];
const NO_INPUTS = ["web/storefront/dist/**", "web/storefront/.*/**", "web/storefront/**/*.md", "web/storefront/**/*.test.*"];

/** Of the files' names and contents, so that a checkout, which changes every date, makes no build. Takes some milliseconds. */
export function sourcesFingerprint(root = projectRoot): string {
  const hash = createHash("sha256");
  const files = globSync(INPUTS, { cwd: root, exclude: NO_INPUTS, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${file.slice(root.length).replaceAll("\\", "/")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Of the last build in `output`; null when there is none. */
export function builtFingerprint(output = storefrontOutput): string | null {
  const path = join(output, FINGERPRINT_FILE);
  return existsSync(path) ? readFileSync(path, "utf8").trim() : null;
}
