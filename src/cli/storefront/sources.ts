import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";

/** A page in `web/` that is built before it is served. */
export type WebApp = {
  readonly sources: string;
  /** What is served. */
  readonly output: string;
  /** Everything that the build reads. The packages it uses are pinned by the lockfile. */
  readonly inputs: readonly string[];
  readonly noInputs: readonly string[];
};

function webApp(name: string, shared: string): WebApp {
  const sources = join(projectRoot, "web", name);
  const within = (pattern: string) => `web/${name}/${pattern}`;
  return {
    sources,
    output: join(sources, "dist"),
    inputs: [within("**/*"), shared, "package-lock.json", "src/cli/storefront/*.ts"],
    noInputs: [within("dist/**"), within(".*/**"), within("**/*.md"), within("**/*.test.*")],
  };
}

/** The shop window, which each API process serves. */
export const storefront = webApp("storefront", "client/src/*.ts");
/** The living picture of the lab. */
export const controlRoom = webApp("control-room", "src/lab/control-room/contract.ts");
export const storefrontOutput = storefront.output;

/** Lies in the output and is not served: says what it was made from. */
export const FINGERPRINT_FILE = ".fingerprint";

/** Of the files' names and contents, so that a checkout, which changes every date, makes no build. Takes some milliseconds. */
export function sourcesFingerprint(root = projectRoot, app = storefront): string {
  const hash = createHash("sha256");
  const files = globSync(app.inputs, { cwd: root, exclude: app.noInputs, withFileTypes: true })
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
