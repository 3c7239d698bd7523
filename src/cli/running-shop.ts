import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment, OpenSearchAddress } from "../platform/topology/environment.ts";
import { readRunning } from "./running.ts";

/** The addresses that were given, separated by commas, or those of the shop that runs on this data folder. */
export async function findApi({ dataDirectory }: Environment, given: string | undefined): Promise<readonly string[]> {
  const urls = given?.split(",") ?? (await readRunning(dataDirectory))?.apiUrls;
  if (urls !== undefined && urls.length > 0) return urls;
  throw new Error("There is no shop to talk to: give its --url, or start one with `tenfold up`.");
}

/** The key that was given, that of the environment, or the one that the first start left in the data folder. */
export async function findAdminKey({ adminKey, dataDirectory }: Environment, given: string | undefined): Promise<string> {
  const key = given ?? adminKey ?? (await readFile(join(dataDirectory, "admin-key"), "utf8").catch(() => "")).trim();
  if (key !== "") return key;
  throw new Error("This needs the owner's key: give --admin-key, or set TENFOLD_ADMIN_KEY.");
}

/** Where the shop searches besides its database; null when it does not. */
export async function findOpenSearch({ openSearch, dataDirectory }: Environment): Promise<OpenSearchAddress | null> {
  return openSearch ?? (await readRunning(dataDirectory))?.openSearch ?? null;
}

export async function findDatabase({ databaseUrl, dataDirectory }: Environment): Promise<string> {
  const url = databaseUrl ?? (await readRunning(dataDirectory))?.databaseUrl;
  if (url !== undefined) return url;
  throw new Error("There is no shop to write to: set DATABASE_URL, or start one with `tenfold up`.");
}
