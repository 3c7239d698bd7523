import { alertSeconds, duration, HOUR, MINUTE } from "../profile.ts";
import type { Alert } from "../types.ts";

const GIB = 1024 ** 3;

export const hostAlerts: readonly Alert[] = [
  {
    name: "DiskFilling",
    severity: "ticket",
    area: "host",
    value: (p) => `min(predict_linear(data_disk_free_bytes[${duration(alertSeconds(p, HOUR))}], ${alertSeconds(p, 4 * HOUR)}))`,
    is: "<",
    threshold: 0,
    unit: "bytes",
    and: () => "min(data_disk_free_bytes / data_disk_size_bytes) < 0.6",
    forSeconds: 5 * MINUTE,
    summary: "The disk of the data folder will be full within four hours",
    description: "At the pace of the last hour nothing will be free. PostgreSQL stops writing then.",
    mayBeEmpty: "the file system tells no sizes",
    fires: {
      data_disk_free_bytes: { perSecond: -GIB },
      data_disk_size_bytes: 100_000 * GIB,
    },
    quiet: [
      { data_disk_free_bytes: 50 * GIB, data_disk_size_bytes: 100 * GIB },
      { data_disk_free_bytes: { perSecond: GIB }, data_disk_size_bytes: 1_000_000 * GIB },
    ],
  },
  {
    name: "DiskAlmostFull",
    severity: "page",
    area: "host",
    value: () => "min(data_disk_free_bytes / data_disk_size_bytes)",
    is: "<",
    threshold: 0.1,
    unit: "percentunit",
    forSeconds: MINUTE,
    summary: "{{ $value | humanizePercentage }} of the disk of the data folder is free",
    description: "A database without disk stops; what was acknowledged stays, and nothing new can be written.",
    mayBeEmpty: "the file system tells no sizes",
    fires: { data_disk_free_bytes: 5 * GIB, data_disk_size_bytes: 100 * GIB },
    quiet: [{ data_disk_free_bytes: 15 * GIB, data_disk_size_bytes: 100 * GIB }],
  },
];
