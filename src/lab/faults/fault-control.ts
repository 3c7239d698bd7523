import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Supervisor } from "../supervisor/part.ts";
import { openControlSocket } from "./control-socket.ts";
import { BALLAST_FILE } from "./disk-full.ts";
import { resetFlushDelay } from "./disk-slow.ts";
import type { Failover } from "./fault.ts";
import { createFaultBoard, type FaultBoard } from "./fault-board.ts";
import type { Links } from "./links.ts";
import { createThawGuard } from "./thaw-guard.ts";

export type FaultControlOptions = {
  readonly dataDirectory: string;
  readonly supervisor: Supervisor;
  /** Null: the shop was started without network faults. */
  readonly links: Links | null;
  /** Null where there are no replicas. */
  readonly cluster: { isProtected(): boolean; failoverLog(): readonly Failover[] } | null;
  readonly onEvent: (message: string) => void;
};

/**
 * Lets faults be asked for through the control socket of the data folder, and sees to it that all are healed before the supervisor stops
 * its first part. What an earlier supervisor could not heal, because it was killed, is healed now. Windows has neither the signals nor the
 * sockets: there a shop runs without.
 */
export async function startFaultControl(options: FaultControlOptions): Promise<FaultBoard | null> {
  const { dataDirectory, supervisor, links, cluster, onEvent } = options;
  if (process.platform === "win32") return null;
  rmSync(join(dataDirectory, BALLAST_FILE), { force: true });
  const servers = supervisor.parts().filter(({ kind, pid }) => kind.startsWith("postgres") && pid !== null);
  for (const { url } of servers) await resetFlushDelay(url!);
  const board = createFaultBoard(
    {
      parts: supervisor.parts,
      tell: supervisor.tell,
      links,
      thawGuard: createThawGuard(),
      isProtected: () => cluster?.isProtected() ?? null,
      failovers: () => cluster?.failoverLog() ?? [],
    },
    onEvent,
  );
  const socket = await openControlSocket(dataDirectory, board);
  supervisor.onStop("before", async () => {
    await socket.close();
    await board.close();
  });
  return board;
}
