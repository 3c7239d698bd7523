import { join } from "node:path";
import type { Environment } from "../../platform/topology/environment.ts";
import type { Topology } from "../../platform/topology/schema.ts";
import { removeDrillRules } from "../observability/drill-rules.ts";
import { monitoringParts } from "../observability/monitoring-parts.ts";
import { profileOf } from "../observability/profile.ts";
import { writeMonitoring } from "../observability/write-monitoring.ts";
import type { RunningPart, Supervisor } from "./part.ts";

export type MonitoringAddresses = {
  readonly prometheusUrl: string | null;
  readonly alertmanagerUrl: string | null;
  /** Where the alerts of this moment are told. */
  readonly alertReceiverUrl: string | null;
  /** To be told when parts have changed: a replica that was promoted is watched as a primary. */
  readonly partsChanged: (parts: readonly RunningPart[]) => void;
};

/** Starts what watches the parts that run, as far as it is installed, and says what is not seen without the rest. */
export async function startMonitoring(options: {
  /** Says how often figures are read and what the shop is held to. */
  readonly topology: Topology;
  readonly environment: Environment;
  readonly supervisor: Supervisor;
  readonly shopUrl: string;
  readonly nginxStatusUrl: string | undefined;
  readonly poolerStatisticsUrl: string | undefined;
  readonly onEvent: (message: string) => void;
}): Promise<MonitoringAddresses> {
  const { topology, environment, supervisor, shopUrl, nginxStatusUrl, poolerStatisticsUrl, onEvent } = options;
  const directory = join(environment.dataDirectory, "monitoring");
  const monitoring = await monitoringParts({
    running: supervisor.parts(),
    shopUrl,
    directory,
    profile: profileOf(topology),
    metricsToken: environment.metricsToken,
    ...(nginxStatusUrl === undefined ? {} : { nginxStatusUrl }),
    ...(poolerStatisticsUrl === undefined ? {} : { poolerStatisticsUrl }),
  });
  for (const { program, unseen, install } of monitoring.missing)
    onEvent(`${program} is not installed (${install}); nobody sees ${unseen}`);
  writeMonitoring(monitoring.files);
  // A drill that was cut off has left its rules.
  removeDrillRules(directory);
  for (const part of monitoring.parts) {
    // A shop that nobody watches is better than none.
    await supervisor.start(part).catch((error: Error) => onEvent(error.message));
  }
  return {
    prometheusUrl: monitoring.prometheusUrl,
    alertmanagerUrl: monitoring.alertmanagerUrl,
    alertReceiverUrl: monitoring.alertReceiverUrl,
    partsChanged: (parts) => writeMonitoring(monitoring.targetFiles(parts)),
  };
}
