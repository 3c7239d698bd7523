import { DEFAULT_BEHAVIOUR } from "../../shop/payments/sandbox/behaviour.ts";
import { providerTroubles } from "../faults/fault.ts";
import { choose } from "./choose.ts";
import { readProcesses } from "./context.ts";
import { type Drill, type DrillContext, type Facts, type Look, text } from "./drill.ts";
import { createSamples, OWN_METRICS, SHORTLY_MS } from "./own-rules.ts";

const ANSWER_TIMEOUT_MS = 2_000;
/** What was pending when the provider came back is asked for again within half a minute. */
const SETTLED_WITHIN_SECONDS = 60;

/** `frozen`: its process stands still. The others are settings of its behaviour. */
const ways = ["down", "timing-out", "frozen"] as const;

async function addressOf(context: DrillContext): Promise<string> {
  const { parts, sandboxUrl } = await context.shop();
  return parts.find(({ kind }) => kind === "sandbox")?.url ?? sandboxUrl!;
}

async function setBehaviour(context: DrillContext, behaviour: object): Promise<void> {
  const answer = await fetch(`${await addressOf(context)}/behaviour`, {
    method: "POST",
    body: JSON.stringify(behaviour),
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`The sandbox provider answers ${answer.status} to a change of its behaviour.`);
}

/** Its processes stand still or go on; one that has ended meanwhile was started again, and runs. */
async function signalProvider(context: DrillContext, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
  const pid = (await context.shop()).parts.find(({ kind }) => kind === "sandbox")?.pid;
  if (pid != null) process.kill(pid, signal);
}

/** The behaviour that it tells; null when it does not answer. */
async function behaviourOf(context: DrillContext): Promise<string | null> {
  try {
    const answer = await fetch(`${await addressOf(context)}/behaviour`, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    return JSON.stringify(await answer.json());
  } catch {
    return null;
  }
}

export const paymentProviderDown: Drill = {
  name: "payment-provider-down",
  story: "Orders are taken, and the customers ask where the confirmation stays.",
  needs: {
    text: "the sandbox provider as a part of the topology",
    has: ({ parts }) => parts.some(({ kind }) => kind === "sandbox"),
  },
  alerts: ["PaymentProviderDown"],
  look: [
    "payment_provider_unknown_total by reason on /metrics, and payment_provider_circuit: what do the calls end with?",
    "`tenfold status` names the provider's process and its address; ask it yourself.",
  ],
  hints: [
    "Is it the shop, the network or the provider? Call the provider from this machine: curl -m 3 -v <its address>/healthz.",
    "No answer at all: look at the state of its process (ps -o pid,stat,cmd -p <pid>). An answer: read it, and <its address>/behaviour.",
    "A process in state T was stopped and goes on with a signal. A provider that misbehaves was told to: its behaviour says how.",
    'kill -CONT <pid>, or curl -X POST <its address>/behaviour -d \'{"down":false,"delayMs":0}\'; ending its process helps in either case, since it is started again.',
  ],
  lesson:
    "Unknown is not refused: orders whose payment nobody knows stay pending, hold their stock, and are settled when the provider is back; nobody pays twice, because each attempt has the same id. " +
    "The circuit breaker kept checkouts quick meanwhile. Never set such orders by hand.",
  load: () => ({ mix: "ordering", ratePerSecond: 60 }),
  plan: async (_context, random) => ({ way: choose(ways, random) }),
  async break(context, facts) {
    const way = text(facts, "way") as (typeof ways)[number];
    if (way === "frozen") await signalProvider(context, "SIGSTOP");
    else await setBehaviour(context, providerTroubles[way]);
    return null;
  },
  async symptom(context): Promise<Look> {
    const samples = createSamples(OWN_METRICS);
    samples.note(0, await readProcesses(context));
    // Half open is no good news: one call tries whether the provider is back.
    const closed = samples.last("payment_provider_circuit", 'state="closed"');
    if (closed.some((value) => value !== 1))
      return { well: false, seen: "the circuit breaker before the provider is not closed" };
    const [{ late }] = (await context.query<{ late: number }>(
      "select count(*)::int as late from payments where status = 'pending' and created_at < now() - make_interval(secs => $1)",
      [SETTLED_WITHIN_SECONDS],
    )) as [{ late: number }];
    return late === 0
      ? { well: true, seen: "payments become known again, and none is old" }
      : { well: false, seen: `${late} payments have been unknown for more than ${SETTLED_WITHIN_SECONDS} s` };
  },
  async cause(context): Promise<Look> {
    const behaviour = await behaviourOf(context);
    if (behaviour === null) return { well: false, seen: "the provider does not answer" };
    const well = behaviour === JSON.stringify(DEFAULT_BEHAVIOUR);
    return { well, seen: well ? "the provider answers, and behaves" : `the provider behaves like this: ${behaviour}` };
  },
  async restore(context, facts: Facts) {
    if (text(facts, "way") === "frozen") await signalProvider(context, "SIGCONT");
    else await setBehaviour(context, DEFAULT_BEHAVIOUR);
  },
  ownRules: () => [
    {
      alert: "PaymentProviderDown",
      value: (samples) => samples.greatest("payment_provider_circuit", 'state="open"', SHORTLY_MS),
    },
  ],
};
