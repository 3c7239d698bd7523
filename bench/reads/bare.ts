import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { join } from "node:path";

export type Bare = { readonly url: string; readonly pid: number; stop(): void };

/** `node:http` alone in a process of its own, which answers everything with the bytes that `page` gives now. */
export async function startBare(page: string): Promise<Bare> {
  const file = join(import.meta.dirname, "bare-server.ts");
  const child: ChildProcess = spawn(process.execPath, [file, page], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve((message as { url: string }).url));
    child.once("exit", (code) => reject(new Error(`the bare server ended with ${code}`)));
  });
  return { url, pid: child.pid!, stop: () => void child.kill() };
}

/** All threads of a process on these cores, such as `0` or `0-1`. */
export function pin(pid: number, cores: string): void {
  execFileSync("taskset", ["-a", "-c", "-p", cores, String(pid)], { stdio: "ignore" });
}
