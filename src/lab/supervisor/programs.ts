import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that Tenfold uses when it is there, and how to get it. */
export type Program = {
  readonly name: string;
  /** Other names of the same program; full paths count as they are. */
  readonly programs?: readonly string[];
  readonly debian: string;
  readonly macos: string;
};

export const apt = (name: string) => `apt-get install ${name}`;
export const brew = (name: string) => `brew install ${name}`;

export const nginx: Program = { name: "nginx", debian: apt("nginx"), macos: brew("nginx") };
export const pgBouncer: Program = { name: "pgbouncer", debian: apt("pgbouncer"), macos: brew("pgbouncer") };

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

export function pathOf({ name, programs = [name] }: Program, searchPath?: string): string | undefined {
  return findProgram(programs, searchPath);
}

/** What to do on this kind of machine to have the program. */
export function howToInstall({ debian, macos }: Pick<Program, "debian" | "macos">): string {
  if (process.platform === "darwin") return macos;
  return process.platform === "linux" ? debian : `Debian: ${debian}; macOS: ${macos}`;
}
