import type { Clock } from "../../platform/clock.ts";
import type { GuardOptions } from "./guard.ts";
import { observeProvider, type ProviderObserver } from "./observe-provider.ts";
import type { PaymentProvider } from "./provider.ts";
import { createSandboxProvider } from "./sandbox-provider.ts";
import { createStripeProvider } from "./stripe-provider.ts";

export const PROVIDER_NAMES = ["sandbox", "stripe"] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

export type PaymentsConfig = {
  /** The provider of new payments. The others stay for the refunds and webhooks of what was paid with them. */
  readonly provider: ProviderName;
  readonly sandbox?: { readonly url: string; readonly webhookSecret: string; readonly connections?: number };
  readonly stripe?: {
    readonly apiKey: string;
    readonly webhookSecret: string;
    readonly host?: string;
    readonly port?: number;
    readonly protocol?: "http" | "https";
  };
  readonly guard?: GuardOptions;
};

export type PaymentProviders = {
  /** Takes new payments. */
  readonly current: PaymentProvider;
  /** By the name that a payment keeps; undefined when it is not configured. */
  readonly byName: (name: string) => PaymentProvider | undefined;
  readonly close: () => Promise<void>;
};

/** Makes every provider that is configured. Throws an error whose message is the sentences of `paymentsConfigProblems`. */
export function createPaymentProviders(
  config: PaymentsConfig,
  dependencies: { readonly clock?: Clock; readonly observer?: ProviderObserver | undefined } = {},
): PaymentProviders {
  const problems = paymentsConfigProblems(config);
  if (problems.length > 0) throw new Error(problems.join(" "));
  const guard = config.guard ?? {};
  const providers = new Map<string, PaymentProvider>();
  const { observer, ...adapterDependencies } = dependencies;
  const add = (provider: PaymentProvider) =>
    providers.set(provider.name, observer === undefined ? provider : observeProvider(provider, observer));
  if (config.sandbox) add(createSandboxProvider({ ...config.sandbox, ...adapterDependencies, guard }));
  if (config.stripe) add(createStripeProvider({ ...config.stripe, ...adapterDependencies, guard }));
  return {
    current: providers.get(config.provider)!,
    byName: (name) => providers.get(name),
    close: async () => {
      await Promise.all([...providers.values()].map((provider) => provider.close()));
    },
  };
}

/** One sentence for each thing that is wrong, for a person to mend. Secrets are not repeated. */
export function paymentsConfigProblems(value: unknown): readonly string[] {
  if (!isRecord(value)) return ["payments must be an object with a provider."];
  const { provider, sandbox, stripe, guard } = value;
  const problems = unknownSettings("payments", value, ["provider", "sandbox", "stripe", "guard"]);
  if (!PROVIDER_NAMES.some((name) => name === provider)) {
    problems.push(`payments.provider must be ${PROVIDER_NAMES.join(" or ")}, but is ${JSON.stringify(provider)}.`);
  } else if (value[provider as ProviderName] === undefined) {
    problems.push(`payments.provider is ${provider}, so payments.${provider} must say how to reach it.`);
  }
  if (sandbox !== undefined) problems.push(...sandboxProblems(sandbox));
  if (stripe !== undefined) problems.push(...stripeProblems(stripe));
  if (guard !== undefined) problems.push(...guardProblems(guard));
  return problems;
}

function sandboxProblems(sandbox: unknown): readonly string[] {
  if (!isRecord(sandbox)) return ["payments.sandbox must be an object."];
  const problems = unknownSettings("payments.sandbox", sandbox, ["url", "webhookSecret", "connections"]);
  const { url, webhookSecret, connections } = sandbox;
  if (typeof url !== "string" || !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) {
    problems.push("payments.sandbox.url must be the http address of the sandbox provider, such as http://127.0.0.1:4010.");
  }
  if (!isText(webhookSecret))
    problems.push("payments.sandbox.webhookSecret must be the secret that the sandbox signs webhooks with.");
  if (connections !== undefined && !isWholeNumber(connections, 1, MAX_CONNECTIONS)) {
    problems.push(`payments.sandbox.connections must be a whole number from 1 to ${MAX_CONNECTIONS}.`);
  }
  return problems;
}

function stripeProblems(stripe: unknown): readonly string[] {
  if (!isRecord(stripe)) return ["payments.stripe must be an object."];
  const problems = unknownSettings("payments.stripe", stripe, ["apiKey", "webhookSecret", "host", "port", "protocol"]);
  const { apiKey, webhookSecret, host, port, protocol } = stripe;
  if (typeof apiKey !== "string" || !/^(sk|rk)_\w+$/.test(apiKey)) {
    problems.push("payments.stripe.apiKey must be a secret key, which begins with sk_ or rk_.");
  }
  if (!isText(webhookSecret))
    problems.push("payments.stripe.webhookSecret must be the signing secret of the webhook endpoint (whsec_…).");
  if (host !== undefined && !isText(host)) problems.push("payments.stripe.host must be a host name.");
  if (port !== undefined && !isWholeNumber(port, 1, 65_535))
    problems.push("payments.stripe.port must be a whole number from 1 to 65535.");
  if (protocol !== undefined && protocol !== "http" && protocol !== "https") {
    problems.push("payments.stripe.protocol must be http or https.");
  } else if (protocol === "http" && host === undefined) {
    problems.push(
      "payments.stripe.protocol may be http only together with a host of your own, or the key would cross the internet in the open.",
    );
  }
  return problems;
}

/** Ranges that keep a guard a guard: a breaker that never opens or never closes is worse than none. */
const GUARD_RANGES: Readonly<Record<keyof GuardOptions, readonly [number, number]>> = {
  maxInFlight: [1, 100_000],
  failureShare: [0.01, 0.99],
  windowMs: [100, 600_000],
  minimumCallsPerSecond: [0.01, 10_000],
  openForMs: [1, 600_000],
};
/** Sockets of one process towards one provider; past this a provider needs several processes anyway. */
const MAX_CONNECTIONS = 1_024;

function guardProblems(guard: unknown): readonly string[] {
  if (!isRecord(guard)) return ["payments.guard must be an object."];
  const problems = unknownSettings("payments.guard", guard, Object.keys(GUARD_RANGES));
  for (const [name, [min, max]] of Object.entries(GUARD_RANGES)) {
    const value = guard[name];
    if (value !== undefined && !(typeof value === "number" && value >= min && value <= max)) {
      problems.push(`payments.guard.${name} must be a number from ${min} to ${max}.`);
    }
  }
  return problems;
}

function unknownSettings(path: string, value: Readonly<Record<string, unknown>>, known: readonly string[]): string[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `${path}.${name} is no setting; there are: ${known.join(", ")}.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0;
}

function isWholeNumber(value: unknown, min: number, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
}
