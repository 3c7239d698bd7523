/** One line on a terminal that is written over; in a log file a line now and then. */
export interface ProgressLine {
  show(text: string): void;
  /** Leaves the last text standing. */
  end(): void;
}

const TERMINAL_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 10_000;

export function createProgressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  const intervalMs = stream.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS;
  let lastAtMs = performance.now() - (stream.isTTY ? TERMINAL_INTERVAL_MS : 0);
  let pending: string | undefined;

  function write(text: string): void {
    stream.write(stream.isTTY ? `\r\x1b[K${text.slice(0, stream.columns - 1)}` : `${text}\n`);
    lastAtMs = performance.now();
    pending = undefined;
  }

  return {
    show(text) {
      pending = text;
      if (performance.now() - lastAtMs >= intervalMs) write(text);
    },
    end() {
      if (pending !== undefined) write(pending);
      if (stream.isTTY) stream.write("\n");
    },
  };
}
