import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** Appends lines to a file in large pieces, each piece of whole lines, so that several threads may write to the same file. */
export interface LineFile {
  write(line: string): void;
  /** Resolves when everything is in the file: null, or a sentence that says why some is not. */
  close(): Promise<string | null>;
}

const PIECE_CHARACTERS = 64 * 1024;
/** Ten seconds of 10,000 lines: a disk that is further behind than this will not catch up. */
const MAX_WAITING_CHARACTERS = 16 * 1024 * 1024;

export const noLines: LineFile = { write: () => undefined, close: async () => null };

export async function openLineFile(path: string): Promise<LineFile> {
  await mkdir(dirname(path), { recursive: true });
  const file: FileHandle = await open(path, "a");
  let piece = "";
  let waiting = 0;
  let failure: string | null = null;
  let last: Promise<void> = Promise.resolve();

  function hand(): void {
    const text = piece;
    piece = "";
    waiting += text.length;
    if (waiting > MAX_WAITING_CHARACTERS) failure ??= `the disk of ${path} is too slow for the history`;
    if (failure !== null) return;
    last = last
      .then(() => file.appendFile(text, "latin1"))
      .then(
        () => {
          waiting -= text.length;
        },
        (error: Error) => {
          failure ??= `the history ${path} could not be written: ${error.message}`;
        },
      );
  }

  return {
    write(line) {
      piece += line;
      if (piece.length >= PIECE_CHARACTERS) hand();
    },
    async close() {
      hand();
      await last;
      await file.close();
      return failure;
    },
  };
}
