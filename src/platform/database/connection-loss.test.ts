import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { test } from "node:test";
import { createTestDatabase } from "../../../test/support/database.ts";
import { createDatabase, sql } from "./database.ts";
import { isTransient } from "./errors.ts";

/** `ErrorResponse` as a backend sends it whose postmaster was killed. */
function fatal(): Buffer {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0");
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Hands everything on, and lets the server die in the same packet as its next answer once it is told to. */
async function dyingServer(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const socketDirectory = decodeURIComponent(url.hostname);
  const target = socketDirectory.startsWith("/")
    ? { path: `${socketDirectory}/.s.PGSQL.${url.port}` }
    : { host: url.hostname, port: Number(url.port) };
  let isDying = false;
  const proxy = createServer((client) => {
    const server = connect(target as { path: string });
    client.on("error", () => server.destroy()).on("data", (data: Buffer) => server.write(data));
    server.on("error", () => client.destroy()).on("close", () => client.destroy());
    server.on("data", (data: Buffer) => {
      if (!isDying) return client.write(data);
      isDying = false;
      client.end(Buffer.concat([data, fatal()]));
      return server.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return { url: url.href, die: () => (isDying = true), close: () => proxy.close() };
}

test("a server that ends while its connection is handed to the next caller fails that caller's work and no more", async (t) => {
  const database = await createTestDatabase({ schema: "empty" });
  t.after(() => database.close());
  const server = await dyingServer(database.url);
  t.after(server.close);
  const db = createDatabase({ url: server.url, poolSize: 1 });
  t.after(() => db.close());
  const one = sql<{ one: number }>("test.one", "select 1 as one");
  await db.run(one);

  server.die();
  const first = db.run(one);
  const second = db.transaction((tx) => tx.run(one));
  assert.deepEqual(await first, [{ one: 1 }]);
  await assert.rejects(second, isTransient);
  assert.deepEqual(await db.run(one), [{ one: 1 }]);
});
