import type { Alert } from "../types.ts";
import { apiAlerts } from "./api.ts";
import { cacheAlerts } from "./cache.ts";
import { databaseAlerts } from "./database.ts";
import { hostAlerts } from "./host.ts";
import { monitoringAlerts } from "./monitoring.ts";
import { orderAlerts } from "./orders.ts";
import { replicaAlerts } from "./replicas.ts";
import { scalingAlerts } from "./scaling.ts";
import { searchAlerts } from "./search.ts";
import { workerAlerts } from "./workers.ts";

/** Every alert beside those of the error budgets, by the group of rules that it stands in. */
export const alertGroups: Readonly<Record<string, readonly Alert[]>> = {
  api: apiAlerts,
  search: searchAlerts,
  cache: cacheAlerts,
  database: databaseAlerts,
  replicas: replicaAlerts,
  host: hostAlerts,
  orders: orderAlerts,
  workers: workerAlerts,
  monitoring: monitoringAlerts,
  scaling: scalingAlerts,
};

export const alerts: readonly Alert[] = Object.values(alertGroups).flat();
