import assert from "node:assert/strict";
import { test } from "node:test";
import { createPaymentProviders, type PaymentsConfig, paymentsConfigProblems } from "./registry.ts";

const sandbox = { url: "http://127.0.0.1:4010", webhookSecret: "s" };
const stripe = { apiKey: "sk_test_1", webhookSecret: "whsec_1" };

test("new payments go to the one named, and what was paid with another still finds it", async () => {
  const providers = createPaymentProviders({ provider: "stripe", sandbox, stripe });
  assert.equal(providers.current.name, "stripe");
  assert.equal(providers.byName("sandbox")?.name, "sandbox");
  assert.equal(providers.byName("paypal"), undefined);
  await providers.close();
});

test("a configuration that is wrong says so in sentences, and never repeats a secret", () => {
  for (const [config, sentence] of [
    [null, /^payments must be an object/],
    [{}, /^payments\.provider must be sandbox or stripe, but is undefined\.$/],
    [{ provider: "sandbox" }, /^payments\.provider is sandbox, so payments\.sandbox must say/],
    [{ provider: "sandbox", sandbox: { ...sandbox, url: "ftp://x" } }, /^payments\.sandbox\.url must be/],
    [{ provider: "sandbox", sandbox: { url: sandbox.url } }, /^payments\.sandbox\.webhookSecret must be/],
    [{ provider: "sandbox", sandbox: { ...sandbox, connections: 0 } }, /^payments\.sandbox\.connections must be/],
    [{ provider: "sandbox", sandbox, colour: 1 }, /^payments\.colour is no setting; there are: /],
    [{ provider: "stripe", stripe: { ...stripe, apiKey: "pk_secret" } }, /^payments\.stripe\.apiKey must be a secret key/],
    [{ provider: "stripe", stripe: { ...stripe, protocol: "http" } }, /^payments\.stripe\.protocol may be http only/],
    [{ provider: "stripe", stripe: { ...stripe, port: 70_000 } }, /^payments\.stripe\.port must be/],
    [{ provider: "sandbox", sandbox, guard: { failureShare: 1 } }, /^payments\.guard\.failureShare must be a number from/],
  ] as const) {
    const problems = paymentsConfigProblems(config);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    assert.match(problems[0]!, sentence);
    assert.ok(!problems[0]!.includes("pk_secret"));
    assert.throws(() => createPaymentProviders(config as unknown as PaymentsConfig), { message: problems[0]! });
  }
  assert.deepEqual(paymentsConfigProblems({ provider: "sandbox", sandbox, stripe, guard: { openForMs: 100 } }), []);
});
