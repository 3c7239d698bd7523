import type { Suggestion } from "../../api/search.ts";
import { paths } from "../paths.ts";

/** The entry after a step up or down. Beyond either end it is none (the field itself), and from there the other end. */
export function nextActive(active: number | null, count: number, step: 1 | -1): number | null {
  if (count === 0) return null;
  if (active === null) return step === 1 ? 0 : count - 1;
  const next = active + step;
  return next < 0 || next >= count ? null : next;
}

/** Where a suggestion leads. */
export function targetOf({ kind, text, slug }: Pick<Suggestion, "kind" | "text" | "slug">): string {
  if (slug !== null && kind === "product") return paths.product(slug);
  if (slug !== null && kind === "category") return paths.category(slug);
  if (slug !== null && kind === "brand") return paths.brand(slug);
  return paths.search(text);
}
