import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../platform/database/embedded/start.ts";

/** An embedded PostgreSQL that is started again when it is killed, at the same address. */
export interface ManagedPostgres {
  /** Over TCP: a restarted server has the same port but another socket. */
  readonly url: string;
  /** Undefined while it is being started again. */
  pid(): number | undefined;
  stop(): Promise<void>;
}

const RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 5_000;

export async function startManagedPostgres(options: {
  readonly dataDirectory: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onEvent: (message: string) => void;
  /** Its process has ended, or another one has taken its place. */
  readonly onChange?: () => void;
}): Promise<ManagedPostgres> {
  const { dataDirectory, onEvent, onChange = () => undefined } = options;
  let stopping = false;
  let running = true;
  let server = await startEmbeddedPostgres({ dataDirectory, settings: options.settings ?? {}, onProgress: onEvent });
  const url = server.tcpUrl;
  const settings = { ...options.settings, port: String(server.port) };
  let keeping = keep(server);

  async function keep(present: EmbeddedPostgres): Promise<void> {
    const { code, signal } = await present.exited;
    running = false;
    if (stopping) return;
    onChange();
    onEvent(`PostgreSQL ended (${signal ?? `exit code ${code}`}); starting it again`);
    for (let delayMs = RESTART_DELAY_MS; !stopping; delayMs = Math.min(delayMs * 2, MAX_RESTART_DELAY_MS)) {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      try {
        server = await startEmbeddedPostgres({ dataDirectory, settings, onProgress: onEvent });
        running = true;
        onEvent("PostgreSQL is back");
        keeping = keep(server);
        onChange();
        return;
      } catch (error) {
        onEvent(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  return {
    url,
    pid: () => (running ? server.pid : undefined),
    async stop() {
      stopping = true;
      await server.stop();
      await keeping;
    },
  };
}
