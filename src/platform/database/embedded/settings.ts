/** The file in the data directory that holds what Tenfold sets; initdb's postgresql.conf includes it, `alter system` still overrides it. */
export const SETTINGS_FILE = "tenfold.conf";

/** What the embedded server runs with unless the caller says otherwise: nothing acknowledged is ever lost. */
export const defaultSettings: Readonly<Record<string, string>> = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "200",
  shared_buffers: "256MB",
  // The default of 1 GB makes a write-heavy run checkpoint every few seconds.
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  shared_preload_libraries: "pg_stat_statements",
  // The default of 5 s lets a replica that lost its connection fall 5 s behind.
  wal_retrieve_retry_interval: "200ms",
  // Laptops and servers have SSDs; the default of 4 is for spinning disks.
  random_page_cost: "1.1",
  track_io_timing: "on",
  // Compiling a plan costs more than any statement of a shop takes.
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_lock_waits: "on",
  log_line_prefix: "%m [%p] %a %q%u@%d ",
  unix_socket_permissions: "0700",
  listen_addresses: "127.0.0.1",
  // After a crash every file is synced before recovery; one call for the file system took 70 ms where one per file took 230 ms.
  ...(process.platform === "linux" ? { recovery_init_sync_method: "syncfs" } : {}),
};

/** The text of the settings file; throws for a name or a value that would not be one setting. */
export function renderSettings(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i.test(name))
      throw new Error(`"${name}" is not the name of a PostgreSQL setting.`);
    if (/[\n\r\0]/.test(value)) throw new Error(`The PostgreSQL setting ${name} must be one line of text.`);
    return `${name} = '${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  });
  return `# Written by Tenfold at every start; change the topology, not this file.\n${lines.join("\n")}\n`;
}
