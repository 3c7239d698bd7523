import { isUniqueViolation } from "../../platform/database/errors.ts";
import { problem } from "../../platform/http/problems.ts";

/** As long as a path part of the API may be. */
export const MAX_SLUG_LENGTH = 120;
/** Lower-case words joined by hyphens, with a letter in it: a number would be taken for an id. */
export const SLUG_PATTERN = "^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$";

/** "Home Décor & More" → "home-decor-and-more". Empty when nothing of the name can be written in ASCII. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/['’]/g, "")
    .replaceAll("&", " and ")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-|-$/g, "");
}

/** Runs a statement that sets a slug; one that is taken becomes `slug-taken`. */
export async function slugOrProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw problem("slug-taken");
    throw error;
  }
}
