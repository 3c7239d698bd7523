import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Product } from "../api/catalog.ts";
import { paths } from "../app/paths.ts";
import { useMessages } from "../i18n/messages.tsx";
import { AvailabilityBadge } from "./availability.tsx";
import { picturesOf } from "./pictures.ts";
import { ProductPrice } from "./price.tsx";
import { bestAvailability, cheapestOf } from "./product-facts.ts";
import { RatingSummary } from "./stars.tsx";
import "./product-card.css";

/** Pictures are square; the size reserves their place. */
const PICTURE_PX = 400;

type Props = {
  readonly product: Product;
  /** The name with what was searched for marked. */
  readonly name?: ReactNode;
  /** The first cards of a page; the others load their pictures when they come near. */
  readonly isEarly?: boolean;
};

/** A product in a list. The whole card leads to its page, by one link that is read as the product's name. */
export function ProductCard({ product, name, isEarly = false }: Props) {
  const { common } = useMessages();
  const picture = picturesOf(product)[0];
  const availability = bestAvailability(product.variants);
  const isSale = cheapestOf(product.variants)?.originalPrice != null;
  return (
    <article className="product-card">
      <div className="product-card__frame">
        <img
          className="product-card__picture"
          src={picture?.url}
          alt=""
          width={PICTURE_PX}
          height={PICTURE_PX}
          loading={isEarly ? "eager" : "lazy"}
          decoding="async"
        />
        {isSale && <span className="product-card__badge">{common.sale}</span>}
      </div>
      <h3 className="product-card__name">
        <Link href={paths.product(product.slug)} className="product-card__link">
          {name ?? product.name}
        </Link>
      </h3>
      <RatingSummary average={product.rating.average} count={product.rating.count} size={14} />
      <p className="product-card__facts">
        <ProductPrice product={product} />
        {product.variants.length > 1 && (
          <span className="product-card__options">{common.optionCount(product.variants.length)}</span>
        )}
      </p>
      {availability.status !== "in_stock" && <AvailabilityBadge availability={availability} />}
    </article>
  );
}
