import { FaultRefused, type NetworkFault } from "./fault.ts";
import type { Carried, Carry, FaultGround } from "./ground.ts";
import { type Impairment, type Link, NO_IMPAIRMENT } from "./link.ts";
import { demandPart } from "./part-names.ts";
import { type Flow, FREE_FLOW } from "./pipe.ts";

const DEFAULT_STALL_MS = 1_000;

export const networkDelay: Carry<"network-delay"> = (fault, ground) => {
  const { delayMs, jitterMs = 0 } = fault;
  const spread = jitterMs === 0 ? `${delayMs} ms` : `${delayMs} to ${delayMs + jitterMs} ms`;
  return impair(
    fault,
    ground,
    inDirections(fault, { ...FREE_FLOW, delayMs, jitterMs }),
    (who) => `${who} takes ${spread} longer`,
  );
};

export const networkLoss: Carry<"network-loss"> = (fault, ground) => {
  const { resetShare = 0, stallShare = 0, stallMs = DEFAULT_STALL_MS } = fault;
  return impair(
    fault,
    ground,
    () => ({ ...NO_IMPAIRMENT, resetShare, stallShare, stallMs }),
    (who) => `connections are lost: ${who}`,
  );
};

export const networkCut: Carry<"network-cut"> = (fault, ground) => {
  if (fault.how === "reset") {
    return impair(
      fault,
      ground,
      () => ({ ...NO_IMPAIRMENT, isRefused: true }),
      (who) => `connections are refused: ${who}`,
    );
  }
  return impair(fault, ground, inDirections(fault, { ...FREE_FLOW, isHeld: true }), (who) => `nothing passes: ${who}`);
};

/** `isForward`: whoever connects is the fault's `from`. */
function inDirections({ oneWay = false }: NetworkFault, flow: Flow) {
  return (isForward: boolean): Impairment => ({
    ...NO_IMPAIRMENT,
    forth: !oneWay || isForward ? flow : null,
    back: !oneWay || !isForward ? flow : null,
  });
}

function impair(
  { from, to, oneWay = false }: NetworkFault,
  ground: FaultGround,
  impairmentOf: (isForward: boolean) => Impairment,
  words: (who: string) => string,
): Carried {
  const { links, parts } = ground;
  if (links === null)
    throw new FaultRefused(
      "impossible",
      "This shop was started without network faults: start it with `tenfold up --network-faults`.",
    );
  const end = demandPart(to, parts()).name;
  const other = from === undefined ? null : demandPart(from, parts()).name;
  const met = links.all().filter((link) => joins(link, end, other));
  if (met.length === 0) {
    const speaksWith = [...new Set(links.all().flatMap((link) => otherEnds(link, end)))];
    throw new FaultRefused(
      "impossible",
      `There is no way ${other === null ? "to" : `between ${other} and`} ${end} on which a fault could stand; ${end} ${speaksWith.length === 0 ? "speaks with nobody there" : `speaks with ${speaksWith.join(", ")}`}.`,
    );
  }
  const heals = met.map((link) => link.impair(impairmentOf(link.to === end)));
  const who = other === null ? `${end} and everybody` : oneWay ? `from ${other} to ${end}` : `${other} and ${end}`;
  return {
    what: words(who),
    parts: [...new Set(met.flatMap((link) => [link.from, link.to]))],
    heal: () => {
      for (const heal of heals) heal();
    },
  };
}

function joins({ from, to }: Link, end: string, other: string | null): boolean {
  if (other === null) return from === end || to === end;
  return (from === other && to === end) || (from === end && to === other);
}

function otherEnds({ from, to }: Link, end: string): string[] {
  if (from === end) return [to];
  return to === end ? [from] : [];
}
