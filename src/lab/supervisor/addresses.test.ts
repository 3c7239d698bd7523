import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { checkTopology } from "../../platform/topology/topology.ts";
import { chooseAddresses, demandFree, urlOf } from "./addresses.ts";

const two = [{ role: "api", count: 2 }, { role: "worker" }];
const behindProxy = checkTopology({ name: "test", processes: two, proxy: {} }, "test.yaml");
const bare = checkTopology({ name: "test", processes: two }, "test.yaml");

test("nginx has the one public port; without it the processes share that port where the system can, else each has its own", async () => {
  const nginx = await chooseAddresses({ port: 8080 }, behindProxy, true, "linux");
  assert.deepEqual([nginx.by, nginx.publicPorts, nginx.processPorts.length], ["nginx", [8080], 2]);
  const shared = await chooseAddresses({ port: 8080 }, behindProxy, false, "linux");
  assert.deepEqual([shared.by, shared.publicPorts, shared.processPorts.length], ["shared", [8080], 2]);
  const own = await chooseAddresses({ port: 8080 }, behindProxy, false, "darwin");
  assert.deepEqual([own.by, own.publicPorts, own.processPorts], ["own", [8080, 8081], [8080, 8081]]);
  assert.equal((await chooseAddresses({ port: 8080 }, bare, true, "linux")).by, "own");
});

test("port 0 takes any that are free", async () => {
  const { publicPorts, processPorts } = await chooseAddresses({ port: 0 }, behindProxy, true, "linux");
  assert.equal(new Set([...publicPorts, ...processPorts]).size, 3);
  assert.ok(publicPorts[0]! > 0);
});

test("a public port that another program has is refused with a sentence before anything starts", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await assert.rejects(
    demandFree("127.0.0.1", [port]),
    new RegExp(`^Error: Port ${port} is in use on 127.0.0.1: set PORT to another one.$`),
  );
  await new Promise((resolve) => server.close(resolve));
  await demandFree("127.0.0.1", [port]);
  assert.equal(urlOf("::1", 80), "http://[::1]:80");
});
