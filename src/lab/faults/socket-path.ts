import { lstatSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** The path of a Unix socket has at most 103 bytes on macOS and 107 on Linux. */
export const MAX_SOCKET_PATH_BYTES = 100;
export const CONTROL_SOCKET = "lab.sock";

/** Where whoever looks for the supervisor of a data folder looks first. */
export const controlSocketIn = (dataDirectory: string): string => join(dataDirectory, CONTROL_SOCKET);

export const fitsSocketPath = (path: string): boolean => Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES;

/** What can be connected to: the socket itself, or where the link leads that stands in its place when the path is too long. */
export function connectPath(dataDirectory: string): string {
  const path = controlSocketIn(dataDirectory);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? readlinkSync(path) : path;
}
