import { createServer } from "node:net";

/**
 * TCP ports of this machine that were free a moment ago, all different. A part that may be restarted gets one of these and not port 0, with
 * which it would come back at another address.
 */
export async function freePorts(count: number): Promise<number[]> {
  // All are held until all are known, so that none comes twice.
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
