import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readEnvironment } from "../../platform/topology/environment.ts";
import { prepareShop } from "../../shop/prepare.ts";
import { freePorts } from "../supervisor/free-ports.ts";
import { type ManagedPostgres, startManagedPostgres } from "../supervisor/managed-postgres.ts";
import { createSupervisor } from "../supervisor/supervisor.ts";
import { tenfoldPart } from "../supervisor/tenfold-part.ts";
import type { Victim } from "./killer.ts";

/** A whole shop for experiments: PostgreSQL, several API processes, a worker and the provider, each at an address that survives its death. */
export interface LabShop {
  readonly apiUrls: readonly string[];
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
  readonly adminKey: string;
  /** What every process wrote to its output, a file each. */
  readonly logDirectory: string;
  /** Every process of it, PostgreSQL included. */
  readonly victims: readonly Victim[];
  stop(): Promise<void>;
}

export type LabShopOptions = {
  /** Everything is written below it. */
  readonly directory: string;
  readonly apiProcesses: number;
  readonly onEvent: (message: string) => void;
};

const POOL_SIZE = 10;

/** Starts the shop with its demo data. What was started already is stopped when a part of it does not start. */
export async function startLabShop({ directory, apiProcesses, onEvent }: LabShopOptions): Promise<LabShop> {
  await mkdir(directory, { recursive: true });
  const logDirectory = join(directory, "logs");
  const supervisor = createSupervisor({ onEvent, logDirectory });
  let postgres: ManagedPostgres | undefined;
  async function stop(): Promise<void> {
    await supervisor.stop();
    await postgres?.stop();
  }
  try {
    postgres = await startManagedPostgres({ dataDirectory: join(directory, "postgres"), onEvent });
    const databaseUrl = postgres.url;
    const adminKey = `lab-${randomBytes(18).toString("base64url")}`;
    const env: Record<string, string> = { DATABASE_URL: databaseUrl, TENFOLD_DATA: directory, TENFOLD_ADMIN_KEY: adminKey };
    await prepareShop({ ...readEnvironment({ ...process.env, ...env }), databaseUrl }, onEvent);

    const [sandboxPort, ...apiPorts] = await freePorts(apiProcesses + 1);
    const sandboxArgs = ["sandbox", "--port", String(sandboxPort), "--book", join(directory, "sandbox-book.ndjson")];
    sandboxArgs.push("--webhook-url", `http://127.0.0.1:${apiPorts[0]}/v1/payments/sandbox/webhooks`);
    const sandbox = await supervisor.start(tenfoldPart("sandbox", "sandbox", sandboxArgs));
    env.TENFOLD_SANDBOX_URL = sandbox.url!;
    const serve = (role: "api" | "worker", name: string, port: number) =>
      tenfoldPart(role, name, ["serve", "--role", role, "--pool-size", String(POOL_SIZE)], { ...env, PORT: String(port) });
    await supervisor.start(serve("worker", "worker", 0));
    const apiUrls: string[] = [];
    for (const [index, port] of apiPorts.entries()) {
      const ready = await supervisor.start(serve("api", `api ${index + 1}`, port));
      apiUrls.push(ready.url!);
    }
    const database = postgres;
    const pidOf = (name: string) => supervisor.parts().find((part) => part.name === name)?.pid ?? undefined;
    const victims = supervisor.parts().map(({ name }) => ({ name, pid: () => pidOf(name) }));
    return {
      apiUrls,
      databaseUrl,
      sandboxUrl: sandbox.url!,
      adminKey,
      logDirectory,
      victims: [...victims, { name: "PostgreSQL", pid: () => database.pid() }],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
