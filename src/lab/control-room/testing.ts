import type { RunningPart } from "../supervisor/part.ts";
import type { CommandEnd, RunCommand } from "./commands.ts";

/** A line of running.json as a test wants it. */
export const runningPart = (
  name: string,
  kind: RunningPart["kind"],
  pid: number | null = 1,
  url: string | null = null,
): RunningPart => ({
  name,
  kind,
  pid,
  url,
});

/** A `tenfold` command that ends when the test says so. */
export function fakeCommands() {
  const started: { readonly args: readonly string[]; end(end: Partial<CommandEnd>): void; interrupted: boolean }[] = [];
  const run: RunCommand = (args) => {
    const { promise, resolve } = Promise.withResolvers<CommandEnd>();
    const command = {
      args,
      interrupted: false,
      end: (end: Partial<CommandEnd>) => resolve({ code: 0, output: "", complaint: "", ...end }),
    };
    started.push(command);
    return {
      ended: promise,
      interrupt() {
        command.interrupted = true;
      },
      end: () => command.end({ code: null }),
    };
  };
  return { run, started };
}
