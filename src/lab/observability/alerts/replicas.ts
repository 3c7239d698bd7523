import { MINUTE } from "../profile.ts";
import type { Alert } from "../types.ts";

const GIB = 1024 ** 3;

export const replicaAlerts: readonly Alert[] = [
  {
    name: "ReplicaBehind",
    severity: "ticket",
    area: "replicas",
    value: () => "max by (replica) (replica_lag_seconds) / on (replica) max by (replica) (replica_lag_tolerance_seconds)",
    is: ">",
    threshold: 1,
    unit: "short",
    forSeconds: MINUTE,
    summary: "The replica {{ $labels.replica }} is {{ $value | humanize }} times as far behind as it may be",
    description: "It is not read from; the other replicas and the primary carry its share.",
    consequenceOf: "primary",
    mayBeEmpty: "the topology has no replica",
    fires: { 'replica_lag_seconds{replica="eu"}': 2, 'replica_lag_tolerance_seconds{replica="eu"}': 0.2 },
    quiet: [{ 'replica_lag_seconds{replica="eu"}': 0.15, 'replica_lag_tolerance_seconds{replica="eu"}': 0.2 }],
  },
  {
    name: "ReplicaCutOff",
    severity: "page",
    area: "replicas",
    value: () => 'min by (part) (pg_replica_streaming{role="replica"})',
    is: "<",
    threshold: 1,
    unit: "short",
    forSeconds: MINUTE,
    summary: "The replica {{ $labels.part }} receives nothing",
    description: "It does not stream from the primary. While it is cut off, a failover to it would lose what was written since.",
    consequenceOf: "primary",
    mayBeEmpty: "the topology has no replica",
    fires: { 'pg_replica_streaming{role="replica",part="eu"}': 0 },
    quiet: [{ 'pg_replica_streaming{role="replica",part="eu"}': 1 }],
  },
  {
    name: "SlotKeepsLog",
    severity: "ticket",
    area: "replicas",
    value: () => "max by (slot_name) (pg_replication_slots_retained_bytes)",
    is: ">",
    threshold: 8 * GIB,
    unit: "bytes",
    forSeconds: 5 * MINUTE,
    summary: "The replication slot {{ $labels.slot_name }} keeps {{ $value | humanize1024 }}B of log",
    description: "A replica that is gone keeps the primary from removing its log, until the disk is full.",
    mayBeEmpty: "there is no replication slot",
    fires: { 'pg_replication_slots_retained_bytes{slot_name="eu"}': 20 * GIB },
    quiet: [{ 'pg_replication_slots_retained_bytes{slot_name="eu"}': GIB }],
  },
];
