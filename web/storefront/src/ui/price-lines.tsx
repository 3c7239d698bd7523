import { useMessages } from "../i18n/messages.tsx";
import { useFormat } from "../i18n/use-format.ts";
import { joined } from "./joined.ts";
import "./price-lines.css";

export type Sums = {
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly includedTaxMinor: number;
  readonly totalMinor: number;
  readonly promotions: readonly { readonly id: string; readonly name: string; readonly amountMinor: number }[];
};

type Props = {
  readonly sums: Sums;
  /** While the shop works on a change: the old figures step back and say so. */
  readonly isUpdating?: boolean;
  /** False: where it goes is not known yet, so neither is what that costs. */
  readonly isShippingKnown?: boolean;
};

/** How the total comes about; the same for a cart, a checkout and an order. */
export function PriceLines({ sums, isUpdating = false, isShippingKnown = true }: Props) {
  const { cart } = useMessages();
  const format = useFormat();
  const money = (amountMinor: number) => format.money(amountMinor, sums.currency);
  const shipping = sums.shippingMinor === 0 ? cart.shippingFree : money(sums.shippingMinor);
  return (
    <div className={joined("price-lines", isUpdating && "price-lines--updating")}>
      <dl className="price-lines__list">
        <Line name={cart.subtotal} amount={money(sums.subtotalMinor)} />
        {sums.discountMinor > 0 && <Line name={cart.discount} amount={money(-sums.discountMinor)} isGood />}
        <Line name={cart.shipping} amount={isShippingKnown ? shipping : cart.shippingUnknown} />
        {sums.taxMinor > 0 && <Line name={cart.tax} amount={money(sums.taxMinor)} />}
        <div className="price-lines__total">
          <dt>{cart.total}</dt>
          <dd>{money(sums.totalMinor)}</dd>
        </div>
      </dl>
      {sums.includedTaxMinor > 0 && <p className="price-lines__note">{cart.includedTax(money(sums.includedTaxMinor))}</p>}
      {sums.promotions.length > 0 && (
        <ul className="price-lines__offers">
          {sums.promotions.map(({ id, name, amountMinor }) => (
            <li key={id}>
              <span>{name}</span>
              <span>{money(-amountMinor)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {isUpdating ? cart.updating : ""}
      </p>
    </div>
  );
}

function Line({ name, amount, isGood = false }: { readonly name: string; readonly amount: string; readonly isGood?: boolean }) {
  return (
    <div className={joined("price-lines__line", isGood && "price-lines__line--good")}>
      <dt>{name}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
