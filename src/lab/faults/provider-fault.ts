import type { Behaviour } from "../../shop/payments/sandbox/behaviour.ts";
import { type BehaviourChange, FaultRefused, providerTroubles } from "./fault.ts";
import { type Carry, demandRunning } from "./ground.ts";

const ANSWER_TIMEOUT_MS = 2_000;
/** A provider that is being started again takes it within so many tries, a third of a second apart. */
const TRIES = 6;
const TRY_AGAIN_MS = 300;

export const provider: Carry<"provider"> = async ({ behaviour }, ground) => {
  const found = ground.parts().find(({ kind }) => kind === "sandbox");
  if (found === undefined) throw new FaultRefused("impossible", "This shop has no sandbox provider of its own.");
  const { name, url, pid } = demandRunning(found.name, ground);
  const change: BehaviourChange = typeof behaviour === "string" ? providerTroubles[behaviour] : behaviour;
  const before = (await ask(url!)) as Behaviour;
  await ask(url!, change);
  let known: number | null = pid;
  return {
    what: `the provider ${typeof behaviour === "string" ? `is ${behaviour}` : `behaves like ${JSON.stringify(behaviour)}`}`,
    parts: [name],
    heal: () => tell(url!, valuesBefore(change, before)),
    partsChanged() {
      const now = ground.parts().find((part) => part.name === name)?.pid ?? null;
      // A new process has forgotten how it was to behave.
      if (now !== null && now !== known) void tell(url!, change).catch(() => undefined);
      known = now ?? known;
    },
  };
};

/** Only what was changed: the rest may have been changed by somebody else meanwhile. */
function valuesBefore(change: object, before: object): object {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => {
      const old = (before as Record<string, unknown>)[name];
      return [name, typeof value === "object" ? valuesBefore(value, old as object) : old];
    }),
  );
}

async function tell(url: string, change: object): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ask(url, change);
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}

async function ask(url: string, change?: object): Promise<unknown> {
  const body = change === undefined ? {} : { method: "POST", body: JSON.stringify(change) };
  const answer = await fetch(`${url}/behaviour`, { ...body, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }).catch((cause) => {
    throw new FaultRefused("not-now", `The provider gives no answer: ${(cause as Error).message}.`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new FaultRefused("invalid", `The provider refuses this: ${text}`);
  return JSON.parse(text);
}
