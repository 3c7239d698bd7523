import { type ChildProcess, spawn } from "node:child_process";

/**
 * The guard outlives its owner by a moment: it reads a pipe that only the owner holds open. When the pipe ends without the word
 * "released", the owner is dead (kill -9 included), and the guard ends every group of processes that it was told of: asked first, also when
 * they are frozen, and killed after 25 s, a little more than the HTTP server takes to finish its requests. Works as any user, wherever there
 * is a shell.
 */
const guardScript = `
groups=
while read -r word group; do
  case $word in
    released) exit 0 ;;
    watch) groups="$groups $group" ;;
    forget)
      left=
      for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done
      groups=$left ;;
  esac
done
for one in $groups; do
  kill -s TERM -- "-$one" 2>/dev/null
  kill -s CONT -- "-$one" 2>/dev/null
done
rounds=0
while :; do
  left=
  for one in $groups; do kill -s 0 -- "-$one" 2>/dev/null && left="$left $one"; done
  [ -n "$left" ] || exit 0
  rounds=$((rounds + 1))
  [ "$rounds" -gt 250 ] && break
  sleep 0.1
done
for one in $left; do kill -s KILL -- "-$one" 2>/dev/null; done
`;

/** Ends what is watched should this process die, however it dies. */
export interface Guard {
  /** @param group the pid of its leader */
  watch(group: number): void;
  forget(group: number): void;
  /** Ends the guard: what was watched is no longer its concern. */
  release(): void;
}

/** Windows has no groups and no guard: there only parts of this program, which watch their channel, follow their supervisor. */
export function startGuard(): Guard {
  if (process.platform === "win32") return { watch() {}, forget() {}, release() {} };
  const watched = new Set<number>();
  let released = false;
  let child = launch();

  function launch(): ChildProcess {
    // A session of its own: Ctrl-C in the terminal must not reach it.
    const shell = spawn("/bin/sh", ["-c", guardScript, "tenfold-guard"], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    shell.on("error", () => undefined);
    shell.stdin.on("error", () => undefined);
    shell.unref();
    (shell.stdin as unknown as { unref(): void }).unref();
    // Somebody ended the guard alone: another one takes its place.
    shell.once("exit", () => {
      if (released) return;
      child = launch();
      for (const group of watched) tell(`watch ${group}`);
    });
    return shell;
  }

  const tell = (line: string) => void child.stdin!.write(`${line}\n`);
  return {
    watch(group) {
      watched.add(group);
      tell(`watch ${group}`);
    },
    forget(group) {
      watched.delete(group);
      tell(`forget ${group}`);
    },
    release() {
      released = true;
      child.stdin!.end("released\n");
    },
  };
}
