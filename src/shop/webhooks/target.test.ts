import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { test } from "node:test";
import { createTargets, isLoopbackHost, isPublicAddress, type ResolveAll, TargetRefused } from "./target.ts";

const resolveTo =
  (...addresses: string[]): ResolveAll =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

const strict = (...addresses: string[]) => createTargets({ allowPrivateTargets: false, resolveAll: resolveTo(...addresses) });

test("addresses of private, local and special networks are not public", () => {
  const inner = [
    "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.168.0.1",
    "198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255",
    ":: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 100::1 2001:db8::1 2001::1 2002:a00:1:: fc00::1 fd12::1 fe80::1 ff02::1",
    "localhost example.com 1.2.3",
  ];
  for (const address of inner.join(" ").split(" ")) assert.equal(isPublicAddress(address), false, address);
  for (const address of "1.1.1.1 8.8.8.8 172.32.0.1 172.15.255.255 192.169.0.1 2606:4700::1111 2a00:1450::1".split(" ")) {
    assert.equal(isPublicAddress(address), true, address);
  }
});

test("a target is an https URL outside private networks, however its address is written", async () => {
  const targets = strict("93.184.215.14");
  assert.equal((await targets.check("https://hooks.example.com/tenfold?x=1")).hostname, "hooks.example.com");
  const refused = [
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "https://user:secret@hooks.example.com/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "javascript:alert(1)",
    "hooks.example.com",
    `https://hooks.example.com/${"x".repeat(2_048)}`,
  ];
  for (const url of refused) await assert.rejects(targets.check(url), TargetRefused, url);
});

test("a name that leads into a private network is refused, also when only one of its addresses does", async () => {
  await assert.rejects(strict("10.0.0.7").check("https://inner.example.com/"), /private network/);
  await assert.rejects(strict("93.184.215.14", "::1").check("https://mixed.example.com/"), /private network/);
  await assert.rejects(strict().check("https://nothing.example.com/"), /does not exist/);
  const failing = createTargets({
    allowPrivateTargets: false,
    resolveAll: () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" })),
  });
  await assert.rejects(failing.check("https://nowhere.example.com/"), /cannot be resolved/);
});

test("a connection goes to the address that was checked, and to none when the name has moved inside", async () => {
  const answers = ["93.184.215.14", "127.0.0.1"];
  const targets = createTargets({
    allowPrivateTargets: false,
    resolveAll: async () => [{ address: answers.shift()!, family: 4 }],
  });
  const resolve = () =>
    new Promise<readonly LookupAddress[]>((done, failed) => {
      targets.lookup("rebinding.example.com", { all: true }, (error, addresses) =>
        error ? failed(error) : done(addresses as LookupAddress[]),
      );
    });
  assert.deepEqual(await resolve(), [{ address: "93.184.215.14", family: 4 }]);
  await assert.rejects(resolve(), TargetRefused);
});

test("a shop on loopback may call its own machine", async () => {
  const targets = createTargets({ allowPrivateTargets: true });
  await targets.check("http://127.0.0.1:8080/hook");
  await targets.check("http://localhost:8080/hook");
  for (const host of ["127.0.0.1", "localhost", "::1"]) assert.equal(isLoopbackHost(host), true, host);
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "127.example.com"]) assert.equal(isLoopbackHost(host), false, host);
});
