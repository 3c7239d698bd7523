import { Link } from "wouter";
import type { Order } from "../../api/checkout.ts";
import { useLineProducts } from "../../api/line-products.ts";
import { paths } from "../../app/paths.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { LinePicture } from "../../ui/line-picture.tsx";

/** What was ordered, at the prices of that moment. */
export function OrderLines({ order }: { readonly order: Order }) {
  const { order: texts } = useMessages();
  const { display } = usePreferences();
  const { money } = useFormat();
  const products = useLineProducts(
    order.lines.map(({ variantId }) => variantId),
    display,
  );
  return (
    <ul className="order-lines">
      {order.lines.map((line) => {
        const product = products.get(line.variantId);
        return (
          <li key={line.variantId}>
            <LinePicture picture={product?.picture} />
            <span className="order-lines__text">
              {product === undefined ? line.name : <Link href={paths.product(product.slug)}>{line.name}</Link>}
              {product?.options && <span className="order-page__soft">{product.options}</span>}
              <span className="order-page__soft">
                {line.quantity} × {money(line.unitPriceMinor, order.currency)}
              </span>
              {line.returnedQuantity > 0 && (
                <span className="order-page__soft">{texts.returnedUnits(line.returnedQuantity)}</span>
              )}
            </span>
            <span className="order-lines__price">{money(line.totalMinor, order.currency)}</span>
          </li>
        );
      })}
    </ul>
  );
}
