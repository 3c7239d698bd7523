import type { SearchPage } from "../../api/search.ts";
import { joined } from "../../ui/joined.ts";
import { MarkedText } from "../../ui/marked-text.tsx";
import { ProductCard } from "../../ui/product-card.tsx";

/** Cards that are seen without scrolling on a wide screen. */
const EARLY_CARDS = 8;

type Props = {
  readonly pages: readonly SearchPage[];
  /** These are the results of before, while the new ones are on their way. */
  readonly isOld: boolean;
};

export function ResultGrid({ pages, isOld }: Props) {
  const products = uniqueProducts(pages);
  return (
    <div className={joined("product-grid", "result-grid", isOld && "result-grid--old")}>
      {products.map((product, position) => (
        <ProductCard
          key={product.id}
          product={product}
          name={<MarkedText parts={product.highlight.name} />}
          isEarly={position < EARLY_CARDS}
        />
      ))}
    </div>
  );
}

/** A product whose rank changed between two pages would come twice. */
function uniqueProducts(pages: readonly SearchPage[]) {
  return [...new Map(pages.flatMap(({ items }) => items).map((product) => [product.id, product])).values()];
}
