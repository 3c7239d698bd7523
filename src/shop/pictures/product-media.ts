import { PICTURE_SIZE_PX, type PictureView, pictureAddress, pictureViews } from "./addresses.ts";

type Options = Readonly<Record<string, string>>;

/** A picture as products list them. */
export type DrawnMedia = {
  readonly kind: "image";
  readonly url: string;
  readonly alt: string;
  /** The variants that it shows; {} is all of them. */
  readonly options: Options;
  readonly width: number;
  readonly height: number;
};

/** One variant of each look that the product comes in, with the options that make the look. */
export type Look = { readonly variantId: number; readonly options: Options };
export type Pictured = { readonly id: number; readonly name: string; readonly version: number; readonly looks: readonly Look[] };

/** A list of twenty products with twelve looks each has 60 KB of addresses; who wants more looks takes them by variant. */
const MAX_LOOKS = 12;

const altOf: Readonly<Record<PictureView, (name: string) => string>> = {
  front: (name) => name,
  detail: (name) => `${name}, seen from nearby`,
  scene: (name) => `${name}, in its place at home`,
};

/** The drawn pictures of a product that has none of its own: three views, or two of each look and a last one for all. */
export function drawnMedia({ id, name, version, looks }: Pictured): DrawnMedia[] {
  const picture = (view: PictureView, look?: Look): DrawnMedia => ({
    kind: "image",
    url: pictureAddress(id, view, { version: String(version), ...(look === undefined ? {} : { variantId: look.variantId }) }),
    alt: altOf[view](look === undefined ? name : `${name}, ${Object.values(look.options).join(", ")}`),
    options: look?.options ?? {},
    width: PICTURE_SIZE_PX,
    height: PICTURE_SIZE_PX,
  });
  if (looks.length < 2) return pictureViews.map((view) => picture(view));
  const perLook = looks.slice(0, MAX_LOOKS).flatMap((look) => [picture("front", look), picture("detail", look)]);
  return [...perLook, picture("scene")];
}
