import { hash } from "node:crypto";
import { seededRandom, seedOf } from "../../platform/random.ts";
import type { PartObserver } from "../../platform/telemetry/part-observer.ts";
import { categoryTreeOf, type PlacedCategory, pathTo } from "../catalog/category-tree.ts";
import type { LiveProduct } from "../catalog/product-reads.ts";
import type { ReferenceSnapshot } from "../pricing/reference-store.ts";
import { DRAWING_VERSION, type PictureView } from "./addresses.ts";
import { drawCategory } from "./draw-category.ts";
import { drawPicture } from "./draw-picture.ts";
import { type Described, subjectOf } from "./subject.ts";

/** The body is drawn when it is asked for: a client that has the picture of this tag needs none. */
export type Picture = { readonly tag: string; readonly svg: () => string };

export interface Pictures {
  /** Of the product as such, or of one of its variants. Null: it has no such variant. */
  ofProduct(product: LiveProduct, view: PictureView, variantId: number | null): Picture | null;
  ofCategory(reference: ReferenceSnapshot, category: PlacedCategory): Picture;
}

/** At 3 KB each these are 6 MB, and hold the pictures of the first pages of every category. */
const MAX_REMEMBERED = 2_000;

/** Pictures are drawn in a fifth of a millisecond and remembered by what they are drawn from, so nothing has to be invalidated. */
export function createPictures(observer?: PartObserver): Pictures {
  const remembered = new Map<string, string>();
  let hits = 0;
  let misses = 0;
  observer?.cache({
    name: "pictures",
    get entries() {
      return remembered.size;
    },
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
  });

  function picture(drawnFrom: readonly unknown[], draw: () => string): Picture {
    const tag = `"${hash("sha1", JSON.stringify([DRAWING_VERSION, ...drawnFrom]), "base64url")}"`;
    return {
      tag,
      svg() {
        const known = remembered.get(tag);
        if (known === undefined) misses += 1;
        else hits += 1;
        const svg = known ?? draw();
        // What was asked for last is at the end, and the first one goes.
        remembered.delete(tag);
        remembered.set(tag, svg);
        if (remembered.size > MAX_REMEMBERED) remembered.delete(remembered.keys().next().value!);
        return svg;
      },
    };
  }

  return {
    ofProduct(product, view, variantId) {
      const described = describe(product, variantId);
      return (
        described &&
        picture([view, described], () => {
          const random = seededRandom(described.id);
          return drawPicture(subjectOf(described, random), view, random);
        })
      );
    },
    ofCategory(reference, { id, slug }) {
      const path = pathTo(categoryTreeOf(reference), id).map((step) => step.name);
      return picture([slug, path], () => drawCategory(path, seededRandom(seedOf(slug))));
    },
  };
}

function describe({ id, document, reference }: LiveProduct, variantId: number | null): Described | null {
  const { name, attributes, categoryId, variants } = document;
  const variant = variants.find((each) => each.id === variantId);
  if (variantId !== null && variant === undefined) return null;
  const categoryPath = categoryId === null ? [] : pathTo(categoryTreeOf(reference), categoryId).map((step) => step.name);
  return { id, name, categoryPath, attributes, options: variant?.options ?? {} };
}
