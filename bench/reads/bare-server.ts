// The raw limit of a product page: `node:http` alone, which answers every request with the bytes that the address in its argument gave once.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const [address = ""] = process.argv.slice(2);
const response = await fetch(address, { headers: { "accept-encoding": "identity" } });
const body = Buffer.from(await response.arrayBuffer());
// Node adds these three itself.
const added = ["connection", "date", "keep-alive"];
const headers = Object.fromEntries([...response.headers].filter(([name]) => !added.includes(name)));
const server = createServer((_request, reply) => {
  reply.writeHead(200, headers);
  reply.end(body);
});
server.keepAliveTimeout = 72_000;
server.listen(0, "127.0.0.1", () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }));
