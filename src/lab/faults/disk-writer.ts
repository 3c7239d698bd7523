// Keeps a disk busy with writes that are flushed, until its standard input ends. Started by the fault `disk-slow`.
import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from "node:fs";

const PIECE = Buffer.alloc(1024 * 1024, 0x5a);
/** Written over and over: no disk is filled by this. */
const FILE_PIECES = 64;

const path = process.argv[2];
if (path === undefined) throw new Error("Which file?");
const file = openSync(path, "w", 0o600);
// Nobody can find it, and it is gone with this process.
unlinkSync(path);

let isOver = false;
process.stdin.resume();
for (const event of ["end", "close", "error"] as const) {
  process.stdin.on(event, () => {
    isOver = true;
  });
}

let at = 0;
function write(): void {
  if (isOver) {
    closeSync(file);
    return;
  }
  writeSync(file, PIECE, 0, PIECE.length, at * PIECE.length);
  fdatasyncSync(file);
  at = (at + 1) % FILE_PIECES;
  setImmediate(write);
}
write();
