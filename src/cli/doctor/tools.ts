import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Finding } from "./finding.ts";

/** A program that the shop runs without, and what it is good for. */
type Tool = {
  readonly name: string;
  readonly for: string;
  /** Other names of the same program; full paths count as they are. */
  readonly programs?: readonly string[];
  readonly debian: string;
  readonly macos: string;
};

const apt = (name: string) => `apt-get install ${name}`;
const brew = (name: string) => `brew install ${name}`;

export const optionalTools: readonly Tool[] = [
  { name: "psql", for: "looking into the database by hand", debian: apt("postgresql-client"), macos: brew("libpq") },
  {
    name: "chromium",
    for: "the tests of the pages in a real browser",
    programs: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    debian: apt("chromium"),
    macos: brew("--cask chromium"),
  },
  {
    name: "stripe-mock",
    for: "the tests of the Stripe adapter against Stripe's own description",
    debian: "go install github.com/stripe/stripe-mock@latest",
    macos: brew("stripe/stripe-mock/stripe-mock"),
  },
  { name: "promtool", for: "checking the metrics and alert rules", debian: apt("prometheus"), macos: brew("prometheus") },
  { name: "prometheus", for: "keeping and graphing the metrics", debian: apt("prometheus"), macos: brew("prometheus") },
  {
    name: "k6",
    for: "load scripts of your own",
    debian: "see https://grafana.com/docs/k6/latest/set-up/install-k6/",
    macos: brew("k6"),
  },
  { name: "nginx", for: "several API processes behind one address", debian: apt("nginx"), macos: brew("nginx") },
  { name: "pgbouncer", for: "many processes on few database connections", debian: apt("pgbouncer"), macos: brew("pgbouncer") },
  { name: "redis-server", for: "a cache that processes share", debian: apt("redis-server"), macos: brew("redis") },
  { name: "nats-server", for: "a queue beside the database", debian: apt("nats-server"), macos: brew("nats-server") },
];

/** Where packages put programs that the search path of a plain user leaves out. */
const MORE_DIRECTORIES = ["/usr/local/bin", "/usr/sbin", "/sbin", "/opt/homebrew/bin", "/opt/homebrew/opt/libpq/bin"];

/** Path of the first of these programs that is there. */
export function findProgram(programs: readonly string[], searchPath: string = process.env.PATH ?? ""): string | undefined {
  const directories = [...searchPath.split(delimiter).filter((directory) => directory !== ""), ...MORE_DIRECTORIES];
  const suffix = process.platform === "win32" ? ".exe" : "";
  const candidates = programs.flatMap((program) =>
    program.startsWith("/") ? [program] : directories.map((directory) => join(directory, program + suffix)),
  );
  return candidates.find((path) => existsSync(path));
}

export function checkTools(searchPath?: string): Finding[] {
  return optionalTools.map(({ name, programs = [name], debian, macos, ...tool }) => {
    const path = findProgram(programs, searchPath);
    if (path !== undefined) return { check: name, verdict: "ok", text: `${path}, for ${tool.for}` };
    const advice =
      process.platform === "darwin" ? macos : process.platform === "linux" ? debian : `Debian: ${debian}; macOS: ${macos}`;
    return { check: name, verdict: "optional", text: `not found; for ${tool.for}`, advice };
  });
}
