import assert from "node:assert/strict";
import { test } from "node:test";
import { readEnvironment } from "./environment.ts";

const proxies = (text: string) => readEnvironment({ TENFOLD_TRUST_PROXY: text }).trustedProxies;

test("no proxy is believed until one is named", () => {
  assert.deepEqual(readEnvironment({}).trustedProxies, []);
  assert.deepEqual(proxies(" 10.0.0.0/8, loopback,2001:db8::1 ,"), ["10.0.0.0/8", "loopback", "2001:db8::1"]);
});

test("what is no address and no network stops the start with a sentence", () => {
  for (const odd of ["proxy.example.com", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0", "/8", "*", "10.0.0.0/x"]) {
    const named = `TENFOLD_TRUST_PROXY names "${odd}"; it must be`;
    assert.throws(
      () => proxies(`loopback,${odd}`),
      ({ message }: Error) => message.startsWith(named),
      odd,
    );
  }
});
