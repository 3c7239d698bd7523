// The raw limit: node:http alone, answering as many bytes as a product page has.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const body = Buffer.alloc(1_536, "x");
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => process.send!({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
process.on("disconnect", () => process.exit());
