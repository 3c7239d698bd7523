import type { FastifyRequest } from "fastify";
import { invalid } from "./problems.ts";

/** Whether the client's If-None-Match names `tag` (RFC 9110, weak comparison). */
export function isNotModified(request: Pick<FastifyRequest, "headers">, tag: string): boolean {
  const header = request.headers["if-none-match"];
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  return header.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === tag);
}

/** The tag of something with a version. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The version in If-Match, null without the header. Throws `validation-failed` for anything but one tag of `versionTag` or `*`. */
export function ifMatchVersion(request: Pick<FastifyRequest, "headers">): number | null {
  const header = request.headers["if-match"];
  if (header === undefined || header.trim() === "*") return null;
  const version = /^(?:W\/)?"([1-9]\d{0,14})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw invalid("/headers/if-match", "must be the etag of an earlier answer");
  return Number(version);
}
