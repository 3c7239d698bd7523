import type { ClockMessage } from "../../platform/clock.ts";
import { FaultRefused } from "./fault.ts";
import { type Carry, demandRunning, type FaultGround } from "./ground.ts";

const HAS_CLOCK: ReadonlySet<string> = new Set(["api", "worker", "all", "sandbox"]);

export const clockSkew: Carry<"clock-skew"> = ({ part, offsetMs }, ground) => {
  const { name, kind, pid } = demandRunning(part, ground);
  if (!HAS_CLOCK.has(kind))
    throw new FaultRefused(
      "impossible",
      `${name} reads the machine's clock, which is never changed; only api, worker and sandbox have one of their own.`,
    );
  tell(ground, name, offsetMs);
  let known: number | null = pid;
  return {
    what: `the clock of ${name} is ${inWords(Math.abs(offsetMs))} ${offsetMs < 0 ? "behind" : "ahead"}`,
    parts: [name],
    heal: () => void ground.tell(name, { clockOffsetMs: 0 } satisfies ClockMessage),
    partsChanged() {
      const now = ground.parts().find((each) => each.name === name)?.pid ?? null;
      // A new process has the right time.
      if (now !== null && now !== known) ground.tell(name, { clockOffsetMs: offsetMs } satisfies ClockMessage);
      known = now ?? known;
    },
  };
};

function tell(ground: FaultGround, part: string, clockOffsetMs: number): void {
  if (!ground.tell(part, { clockOffsetMs } satisfies ClockMessage))
    throw new FaultRefused("not-now", `${part} cannot be told what time it is.`);
}

function inWords(ms: number): string {
  if (ms < 10_000) return `${ms} ms`;
  return ms < 600_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} minutes`;
}
