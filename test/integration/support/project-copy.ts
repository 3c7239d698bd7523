import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectRoot } from "../../../src/platform/topology/topology.ts";

/** What a clone would hold: every file that is tracked or would be, and no package. */
export async function copyProject(target: string): Promise<void> {
  // The clone may belong to another user than the one who runs the tests.
  const listed = execFileSync("git", ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: projectRoot,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of listed.split("\0")) {
    // A tracked file that was deleted is listed and not there.
    if (file === "" || !existsSync(join(projectRoot, file))) continue;
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(projectRoot, file), join(target, file));
  }
}
