import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { loadSite } from "../../platform/http/site.ts";
import { createFaultClient, type FaultClient } from "../faults/fault-client.ts";
import { tokenIn } from "./access.ts";
import { createAuditDesk } from "./audit-desk.ts";
import { commandRunner, type RunCommand } from "./commands.ts";
import type { Snapshot } from "./contract.ts";
import { createEventStream } from "./event-stream.ts";
import { createFaultsPanel } from "./faults-panel.ts";
import { createLessons } from "./lessons.ts";
import { createLoadDesk } from "./load-desk.ts";
import { createMarkBook } from "./marks.ts";
import { readAlerts } from "./panels.ts";
import { createRoomServer } from "./server.ts";
import { createWatcher, type RunningShop } from "./watcher.ts";

export interface ControlRoom {
  /** Where a browser finds it; with the key to the buttons behind the `#`, which no browser sends anywhere. */
  readonly url: string;
  close(): Promise<void>;
}

export type ControlRoomOptions = {
  readonly dataDirectory: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** The built page. */
  readonly siteDirectory: string;
  readonly metricsToken: string | null;
  /** What runs on the data folder at the moment; null when nothing does. */
  readonly readShop: () => Promise<RunningShop | null>;
  readonly faultClient?: FaultClient;
  readonly run?: RunCommand;
};

const FOLDER = "control-room";
/** Marks that no curve reaches back to are of no use. */
const MARKS_MS = 20 * 60_000;

/** Starts the control room of a data folder, on loopback. A shop may run there already, come later, and go. */
export async function startControlRoom(options: ControlRoomOptions): Promise<ControlRoom> {
  const { dataDirectory, readShop } = options;
  const site = loadSite(options.siteDirectory);
  const directory = join(dataDirectory, FOLDER);
  const token = await tokenIn(join(directory, "token"));
  const marks = createMarkBook();
  const stream = createEventStream();
  const run = options.run ?? commandRunner(dataDirectory);
  const faultClient = options.faultClient ?? createFaultClient(dataDirectory);
  const faults = createFaultsPanel(faultClient, marks);
  const load = createLoadDesk({ directory: join(directory, "runs"), run, marks, onChange: show });
  const audit = createAuditDesk({ run, marks, onChange: show });
  const watcher = createWatcher({
    readShop,
    metricsToken: options.metricsToken,
    marks,
    onChange: show,
    alongside: faults.refresh,
    readAlerts,
  });

  function snapshot(): Snapshot {
    const now = watcher.now();
    return {
      ...now,
      marks: marks.all().filter(({ toMs }) => toMs === null || now.atMs - toMs < MARKS_MS),
      faults: faults.state(),
      load: load.state(),
      audit: audit.state(),
    };
  }
  function show(): void {
    if (stream.viewers > 0) stream.send("state", snapshot());
  }

  const lessons = createLessons();
  const app = createRoomServer({ site, token, stream, watcher, snapshot, faultClient, faults, load, audit, lessons, readShop });
  await app.listen({ host: "127.0.0.1", port: options.port });
  watcher.start();
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/#key=${token}`,
    async close() {
      stream.close();
      await Promise.all([load.close(), audit.close(), watcher.stop()]);
      await app.close();
    },
  };
}
