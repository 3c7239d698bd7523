import type { PartKind } from "../supervisor/part.ts";
import { FaultRefused } from "./fault.ts";
import { type Carry, demandRunning } from "./ground.ts";
import { processTree } from "./process-tree.ts";

/** SIGTERM is the way of most; PostgreSQL and PgBouncer would wait for their clients, or cut off their transactions. */
const askToStop: Partial<Record<PartKind, NodeJS.Signals>> = {
  "postgres-primary": "SIGINT",
  "postgres-replica": "SIGINT",
  pgbouncer: "SIGINT",
};
/** A server that is being frozen may have started one more process since it was looked at. */
const MAX_FREEZE_ROUNDS = 10;

export const kill: Carry<"kill"> = ({ part: name, onlyWhenProtected = false }, ground) => {
  const part = demandRunning(name, ground);
  if (onlyWhenProtected && part.kind === "postgres-primary") {
    const isProtected = ground.isProtected();
    if (isProtected === null) throw new FaultRefused("impossible", "There is no replica that could take over from the primary.");
    if (!isProtected) throw new FaultRefused("not-now", "No replica could take over at this moment without loss.");
  }
  send(part.name, part.pid, "SIGKILL");
  return { what: `${part.name} killed`, parts: [part.name], heal: null };
};

export const restart: Carry<"restart"> = ({ part: name }, ground) => {
  const part = demandRunning(name, ground);
  send(part.name, part.pid, askToStop[part.kind] ?? "SIGTERM");
  return { what: `${part.name} restarted`, parts: [part.name], heal: null };
};

export const pause: Carry<"pause"> = ({ part: name }, ground) => {
  const part = demandRunning(name, ground);
  const frozen = new Set<number>();
  for (let round = 0; round < MAX_FREEZE_ROUNDS; round += 1) {
    const more = processTree(part.pid).filter((pid) => !frozen.has(pid));
    if (more.length === 0) break;
    ground.thawGuard.freeze(more);
    for (const pid of more) frozen.add(pid);
  }
  return {
    what: `${part.name} paused`,
    parts: [part.name],
    // The children first: their parent would take a silent child for a dead one.
    heal: () => ground.thawGuard.thaw([...frozen].reverse()),
  };
};

function send(name: string, pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    throw new FaultRefused("not-now", `${name} has just ended by itself.`);
  }
}
