import { chmod, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a PostgreSQL listens at this moment. */
export type ServerAddress = { readonly socketDirectory: string | undefined; readonly port: number };

/** An address that leads to one server now and may lead to another later; whoever connects need not know. */
export interface StableAddress {
  /** For `host=` of libpq, PgBouncer and `pg`, with port 5432; undefined where there are no Unix sockets. */
  readonly directory: string | undefined;
  readonly tcpPort: number;
  /** Null: nobody is there for now. Connections through TCP are cut; those through the socket live and die with their server. */
  pointTo(server: ServerAddress | null): Promise<void>;
  close(): Promise<void>;
}

/** The port in the name of the socket. Nothing listens on it. */
export const STABLE_PORT = 5432;
/** As the servers' own directories: a socket's path has at most 103 bytes. */
const MAX_PARENT_BYTES = 60;
export const STABLE_DIRECTORY_PREFIX = "tenfold-db-";

/**
 * A Unix socket is found by its path, and a path may be a link: swapping the link moves the address to another server in one step, without a
 * proxy on the way and without a cost for each statement. For programs that know no sockets the same is offered over TCP, by
 * passing on every byte in this process.
 */
export async function createStableAddress(): Promise<StableAddress> {
  const directory = process.platform === "win32" ? undefined : await makeDirectory();
  let target: ServerAddress | null = null;
  const open = new Set<Socket>();

  const listener = createServer((client) => {
    if (target === null) return void client.destroy();
    const server = connect(socketOptions(target));
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from);
      from.setNoDelay();
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve, reject) => listener.once("error", reject).listen(0, "127.0.0.1", resolve));

  async function link(server: ServerAddress | null): Promise<void> {
    if (directory === undefined) return;
    const path = join(directory, `.s.PGSQL.${STABLE_PORT}`);
    if (server?.socketDirectory === undefined) return rm(path, { force: true });
    await rm(`${path}.new`, { force: true });
    await symlink(join(server.socketDirectory, `.s.PGSQL.${server.port}`), `${path}.new`);
    await rename(`${path}.new`, path);
  }

  return {
    directory,
    tcpPort: (listener.address() as AddressInfo).port,
    async pointTo(server) {
      target = server;
      for (const socket of open) socket.destroy();
      await link(server);
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
      if (directory !== undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Others may pass through and not list it: under root, replicas and poolers run as other users. The sockets have rights of their own. */
async function makeDirectory(): Promise<string> {
  const parent = Buffer.byteLength(tmpdir()) <= MAX_PARENT_BYTES ? tmpdir() : "/tmp";
  const directory = await mkdtemp(join(parent, STABLE_DIRECTORY_PREFIX));
  await chmod(directory, 0o711);
  return directory;
}

function socketOptions({ socketDirectory, port }: ServerAddress) {
  return socketDirectory === undefined ? { host: "127.0.0.1", port } : { path: join(socketDirectory, `.s.PGSQL.${port}`) };
}
