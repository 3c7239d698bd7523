import { spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../platform/topology/topology.ts";

const MAIN = join(projectRoot, "src", "cli", "main.ts");
/** A report of the audit with its examples is 40 KB. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;
const MAX_COMPLAINT_CHARACTERS = 600;

export type CommandEnd = { readonly code: number | null; readonly output: string; readonly complaint: string };

/** A `tenfold` command that runs in a process of its own, so that it holds up nobody who looks. */
export type RunningCommand = {
  readonly ended: Promise<CommandEnd>;
  /** As Ctrl-C does: it comes to its result with what it has. */
  interrupt(): void;
  end(): void;
};
export type RunCommand = (args: readonly string[]) => RunningCommand;

export function commandRunner(dataDirectory: string): RunCommand {
  return (args) => {
    const child = spawn(process.execPath, [...process.execArgv, MAIN, ...args], {
      env: { ...process.env, TENFOLD_DATA: dataDirectory },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        said[name] = (said[name] + text).slice(-MAX_OUTPUT_BYTES);
      });
    }
    const ended = new Promise<CommandEnd>((resolve) => {
      child.once("error", (error) => resolve({ code: null, output: "", complaint: error.message }));
      child.once("close", (code) => resolve({ code, output: said.stdout, complaint: lastWords(said.stderr) }));
    });
    return { ended, interrupt: () => void child.kill("SIGINT"), end: () => void child.kill("SIGTERM") };
  };
}

/** The last sentence is why it ended. */
function lastWords(text: string): string {
  const lines = text.trim().split("\n");
  return (lines.findLast((line) => line.startsWith("tenfold: "))?.slice("tenfold: ".length) ?? lines.at(-1) ?? "").slice(
    0,
    MAX_COMPLAINT_CHARACTERS,
  );
}
