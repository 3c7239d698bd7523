import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads a pipe that only the supervisor holds open. When that ends, be it by kill -9, everything that is still frozen goes on, so that no
 * shop and no PostgreSQL stays behind that neither works nor ends.
 */
const guardScript = `
frozen=
while read -r word pid; do
  case $word in
    frozen) frozen="$frozen $pid" ;;
    thawed)
      left=
      for one in $frozen; do [ "$one" = "$pid" ] || left="$left $one"; done
      frozen=$left ;;
  esac
done
for one in $frozen; do kill -s CONT "$one" 2>/dev/null; done
`;

/** Freezes processes, and sees to it that none stays so. */
export interface ThawGuard {
  freeze(pids: readonly number[]): void;
  thaw(pids: readonly number[]): void;
  /** Thaws all that are left. */
  close(): void;
}

export function createThawGuard(): ThawGuard {
  const frozen = new Set<number>();
  let shell: ChildProcess | undefined;

  /** Only a shop that is ever paused has one. A session of its own: Ctrl-C in the terminal must not reach it. */
  function tell(line: string): void {
    if (shell === undefined) {
      shell = spawn("/bin/sh", ["-c", guardScript, "tenfold-thaw"], { stdio: ["pipe", "ignore", "ignore"], detached: true });
      shell.on("error", () => undefined);
      shell.stdin!.on("error", () => undefined);
      shell.unref();
      (shell.stdin as unknown as { unref(): void }).unref();
    }
    shell.stdin!.write(`${line}\n`);
  }

  function thaw(pids: readonly number[]): void {
    for (const pid of pids) {
      signal(pid, "SIGCONT");
      if (frozen.delete(pid)) tell(`thawed ${pid}`);
    }
  }

  return {
    freeze(pids) {
      for (const pid of pids) {
        frozen.add(pid);
        tell(`frozen ${pid}`);
        signal(pid, "SIGSTOP");
      }
    },
    thaw,
    close() {
      thaw([...frozen]);
      shell?.stdin?.end();
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
