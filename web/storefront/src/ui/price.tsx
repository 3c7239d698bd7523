import type { Product, Variant } from "../api/catalog.ts";
import { useMessages } from "../i18n/messages.tsx";
import { useFormat } from "../i18n/use-format.ts";
import { cheapestOf } from "./product-facts.ts";
import "./price.css";

type Amount = NonNullable<Variant["price"]>;

type Props = { readonly price: Amount; readonly original?: Amount | null; readonly isFrom?: boolean };

/** A price; of a sale, with the one before struck out. */
export function Price({ price, original = null, isFrom = false }: Props) {
  const { common } = useMessages();
  const format = useFormat();
  const text = format.money(price.amountMinor, price.currency);
  return (
    <span className={original ? "price price--sale" : "price"}>
      {isFrom ? common.from(text) : text}
      {original && (
        <>
          {" "}
          <s className="price__original">
            <span className="visually-hidden">{common.insteadOf} </span>
            {format.money(original.amountMinor, original.currency)}
          </s>
        </>
      )}
    </span>
  );
}

/** What a product costs in a list: its cheapest variant, with "from" when another costs more. */
export function ProductPrice({ product }: { readonly product: Pick<Product, "variants"> }) {
  const { common } = useMessages();
  const cheapest = cheapestOf(product.variants);
  if (cheapest === null) return <span className="price price--none">{common.noPrice}</span>;
  return <Price price={cheapest.price} original={cheapest.originalPrice} isFrom={cheapest.isFrom} />;
}
