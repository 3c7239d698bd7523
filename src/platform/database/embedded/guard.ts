import { spawn } from "node:child_process";
import { type Launch, spawnArguments } from "./processes.ts";

/**
 * The guard outlives its owner by a moment: it reads a pipe that only the owner holds open. When the pipe ends without the word
 * "released", the owner is dead (kill -9 included), and the guard shuts PostgreSQL down: fast first, at once after ten seconds.
 * A shell does this in one megabyte; a Node process would take forty.
 */
const guardScript = `
pid=
while read -r word; do
  [ "$word" = released ] && exit 0
  pid=$word
done
[ -n "$pid" ] || exit 0
kill -INT "$pid" 2>/dev/null
rounds=0
while kill -0 "$pid" 2>/dev/null; do
  rounds=$((rounds + 1))
  [ "$rounds" -eq 100 ] && kill -QUIT "$pid" 2>/dev/null
  [ "$rounds" -gt 200 ] && break
  sleep 0.1
done
rm -rf -- "$1"
`;

export type Guard = {
  /** Tells the guard which process to end should this one die. */
  watch(pid: number): void;
  /** Ends the guard; PostgreSQL is no longer its concern. */
  release(): void;
};

/** Starts the guard. Windows has none: there an orphan stays until the next start takes it over. */
export function startGuard(launch: Launch, socketDirectory: string): Guard {
  if (process.platform === "win32") return { watch() {}, release() {} };
  const { file, args, options } = spawnArguments(launch, "/bin/sh", ["-c", guardScript, "tenfold-guard", socketDirectory]);
  // A session of its own: Ctrl-C in the terminal must reach neither the guard nor PostgreSQL.
  const child = spawn(file, args, { ...options, stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return {
    watch: (pid) => void child.stdin.write(`${pid}\n`),
    release: () => void child.stdin.end("released\n"),
  };
}
