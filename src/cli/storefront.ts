import { readdirSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { buildStorefront } from "./storefront/build.ts";
import { storefrontOutput } from "./storefront/sources.ts";

const KIB = 1_024;

/** Builds the storefront for this shop, or, with an address and a folder, for any host of static files. */
export async function storefrontBuildCommand(options: { out?: string; api?: string }): Promise<void> {
  if (options.api !== undefined && !/^https?:\/\/[^/]+(\/.*)?$/.test(options.api)) {
    throw new Error(`--api is "${options.api}"; it must be the address of the API, such as https://api.example.com.`);
  }
  if (options.api !== undefined && options.out === undefined) {
    throw new Error("--api is for a storefront on another host: give its folder too, with --out.");
  }
  const output = options.out === undefined ? storefrontOutput : resolve(options.out);
  const startedMs = performance.now();
  await buildStorefront({ output, ...(options.api === undefined ? {} : { apiUrl: options.api.replace(/\/+$/, "") }) });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  process.stdout.write(`${output}\n`);
  for (const [kind, bytes] of compressedSizes(output))
    process.stdout.write(`  ${kind.padEnd(5)} ${(bytes / KIB).toFixed(1)} KiB compressed\n`);
  process.stdout.write(`built in ${seconds} s\n`);
  process.disconnect?.();
}

/** By kind of file, as a browser with brotli gets them, all pages together. */
function compressedSizes(output: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const name of readdirSync(output, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".br")) continue;
    const kind = extname(name.slice(0, -".br".length)).slice(1);
    sizes.set(kind, (sizes.get(kind) ?? 0) + statSync(join(output, name)).size);
  }
  return sizes;
}
