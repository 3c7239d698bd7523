import type { RunningPart } from "../supervisor/part.ts";
import { type Failover, type Fault, FaultRefused } from "./fault.ts";
import type { Links } from "./links.ts";
import { demandPart } from "./part-names.ts";
import type { ThawGuard } from "./thaw-guard.ts";

/** A running shop, as far as faults act on it. */
export type FaultGround = {
  readonly parts: () => readonly RunningPart[];
  /** Hands a message to a process of Node over the channel that it was started with; false when it has none. */
  readonly tell: (part: string, message: object) => boolean;
  /** Null unless the shop was started with network faults possible. */
  readonly links: Links | null;
  readonly thawGuard: ThawGuard;
  /** Whether a replica could take over without loss; null where there are no replicas. */
  readonly isProtected: () => boolean | null;
  readonly failovers: () => readonly Failover[];
};

/** A fault that stands. */
export type Carried = {
  readonly what: string;
  readonly parts: readonly string[];
  /** Null: it was done in an instant. */
  readonly heal: (() => void | Promise<void>) | null;
  /** A part has another process now. */
  readonly partsChanged?: () => void;
};

export type Carry<Kind extends Fault["kind"]> = (
  fault: Extract<Fault, { readonly kind: Kind }>,
  ground: FaultGround,
) => Carried | Promise<Carried>;

/** The part, and its process. @throws FaultRefused */
export function demandRunning(name: string, { parts }: FaultGround): RunningPart & { readonly pid: number } {
  const part = demandPart(name, parts());
  if (part.pid === null)
    throw new FaultRefused("not-now", `${part.name} does not run at this moment; it is being started again.`);
  return { ...part, pid: part.pid };
}
