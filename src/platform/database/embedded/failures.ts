/** Why PostgreSQL did not start, found in what it said. */
export type StartFailure =
  /** Another program took the port in the meantime. */
  | "port taken"
  /** The children of a killed server are still ending. */
  | "still ending"
  | "other";

export function classifyStartFailure(log: string): StartFailure {
  if (/could not bind .*(Address already in use|in use)|could not create any TCP\/IP sockets/.test(log)) return "port taken";
  if (/pre-existing shared memory block|shared memory block .* is still in use/.test(log)) return "still ending";
  return "other";
}

/** A sentence for a person, from PostgreSQL's output or from an error of the file system. */
export function explainFailure(what: string, place: string, detail: string): string {
  if (/ENOSPC|No space left on device/.test(detail))
    return `${what}: the disk that holds ${place} is full. Free some space and start once more.`;
  if (/EROFS|Read-only file system/.test(detail))
    return `${what}: ${place} is on a read-only file system. Choose another data directory.`;
  if (/EACCES|EPERM|Permission denied|Operation not permitted/.test(detail)) {
    return `${what}: there is no permission to use ${place}. Check who owns it, or choose another data directory. (${firstLine(detail)})`;
  }
  if (/could not look up effective user ID/.test(detail)) {
    return `${what}: the current user has no entry in /etc/passwd, which PostgreSQL needs. Add one, or give the URL of a PostgreSQL of your own.`;
  }
  if (/could not create shared memory segment|Cannot allocate memory/.test(detail)) {
    return `${what}: the machine has not enough memory for shared_buffers. Lower that setting. (${firstLine(detail)})`;
  }
  return `${what}: ${firstLine(detail)}`;
}

/** The line that says most: the first FATAL or PANIC, else the first with "error", else the last. */
function firstLine(detail: string): string {
  const lines = detail.split("\n").filter((line) => line.trim() !== "");
  const telling = lines.find((line) => /FATAL|PANIC/.test(line)) ?? lines.find((line) => /error/i.test(line)) ?? lines.at(-1);
  return telling?.replace(/^.*?((FATAL|PANIC|initdb: error|postgres: error):)/, "$1").trim() ?? "it gave no reason";
}
