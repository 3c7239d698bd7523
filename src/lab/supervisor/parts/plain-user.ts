import { readFileSync, statSync } from "node:fs";

/**
 * As whom a program runs that root starts and that has no business with root's rights: who owns `place`, such as the files of a database
 * whose socket it is to open, else nobody. Null when this process is no root.
 */
export function plainUser(place?: string): { readonly user: string; readonly group: string } | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = fields("/etc/passwd");
  const owner = place === undefined ? 0 : (statSync(place, { throwIfNoEntry: false })?.uid ?? 0);
  const account =
    (owner === 0 ? undefined : accounts.find(([, , uid]) => Number(uid) === owner)) ??
    accounts.find(([name]) => name === "nobody") ??
    accounts.find(([, , uid]) => Number(uid) > 0);
  if (account === undefined) return null;
  const [user, , , gid] = account as [string, string, string, string];
  const group = fields("/etc/group").find(([, , id]) => id === gid)?.[0];
  return { user, group: group ?? user };
}

function fields(file: string): string[][] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(":"));
}
