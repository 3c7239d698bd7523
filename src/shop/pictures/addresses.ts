/** How a product is seen: by itself, from nearby, and where it is used. */
export const pictureViews = ["front", "detail", "scene"] as const;
export type PictureView = (typeof pictureViews)[number];

/** Pictures are square, so that lists and galleries can reserve their place before they have come. */
export const PICTURE_SIZE_PX = 800;

/** Grows when the drawing of any picture changes, so that caches take the new ones. */
export const DRAWING_VERSION = 1;

/** What an address carries so that caches may keep its picture for good: the document that is drawn from, and how it is drawn. */
export const pictureVersion = (documentVersion: number | string): string => `${DRAWING_VERSION}.${documentVersion}`;

/** The address of a drawn picture on this host. `version` is that of the product's document. */
export function pictureAddress(
  productId: number,
  view: PictureView,
  options: { variantId?: number; version?: string } = {},
): string {
  const { variantId, version } = options;
  const query = [
    ...(variantId === undefined ? [] : [`variant=${variantId}`]),
    ...(version === undefined ? [] : [`v=${pictureVersion(version)}`]),
  ];
  return `/pictures/${productId}/${view}.svg${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

export function categoryPictureAddress(slug: string): string {
  return `/pictures/categories/${slug}.svg`;
}
