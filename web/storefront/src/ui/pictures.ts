import type { Product } from "../api/catalog.ts";
import { absoluteUrl } from "../api/client.ts";

export type Picture = { readonly url: string; readonly alt: string };

type Options = Readonly<Record<string, string>>;

const views = ["front", "detail", "scene"] as const;

/** The picture that the shop draws of a product that has none. */
export const drawnPicture = (productId: number, view: (typeof views)[number], variantId?: number): string =>
  absoluteUrl(`/pictures/${productId}/${view}.svg${variantId === undefined ? "" : `?variant=${variantId}`}`);

export const categoryPicture = (slug: string): string => absoluteUrl(`/pictures/categories/${encodeURIComponent(slug)}.svg`);

type Pictured = Pick<Product, "id" | "name" | "media">;

/** What to show of a product, and of one of its variants: those made for its options first. Never nothing. */
export function picturesOf(
  { id, name, media }: Pictured,
  variant?: { readonly id: number; readonly options: Options },
): readonly Picture[] {
  const images = media.filter(({ kind }) => kind === "image");
  const shown =
    variant === undefined
      ? images
      : images
          .filter(({ options }) => fits(options, variant.options))
          .sort((a, b) => Object.keys(b.options).length - Object.keys(a.options).length);
  if (shown.length > 0) return shown.map(({ url, alt }) => ({ url: absoluteUrl(url), alt: alt || name }));
  return views.map((view) => ({ url: drawnPicture(id, view, variant?.id), alt: name }));
}

const fits = (of: Options, options: Options): boolean => Object.entries(of).every(([name, value]) => options[name] === value);
