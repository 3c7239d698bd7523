import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import type { Product } from "../api/catalog.ts";
import { useMessages } from "../i18n/messages.tsx";
import { IconButton } from "./button.tsx";
import { ProductCard } from "./product-card.tsx";
import "./product-row.css";

type Props = { readonly title: string; readonly products: readonly Product[]; readonly link?: ReactNode };

/** Part of the visible width that a press on an arrow moves: what was at the edge stays in view. */
const STEP = 0.85;

/** Products side by side, to be moved by finger, wheel, arrows or the Tab key. */
export function ProductRow({ title, products, link }: Props) {
  const { common } = useMessages();
  const titleId = useId();
  const list = useRef<HTMLUListElement>(null);
  const scroll = (direction: 1 | -1) =>
    list.current?.scrollBy({ left: direction * STEP * list.current.clientWidth, behavior: "smooth" });
  if (products.length === 0) return null;
  return (
    <section className="product-row" aria-labelledby={titleId}>
      <header className="product-row__head">
        <h2 id={titleId}>{title}</h2>
        {link}
        <div className="product-row__arrows">
          <IconButton label={common.scrollBack} onClick={() => scroll(-1)}>
            <ChevronLeft size={22} aria-hidden="true" />
          </IconButton>
          <IconButton label={common.scrollOn} onClick={() => scroll(1)}>
            <ChevronRight size={22} aria-hidden="true" />
          </IconButton>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone */}
      <ul role="list" ref={list} className="product-row__list">
        {products.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
    </section>
  );
}
