import type { Variant } from "../../api/catalog.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { joined } from "../../ui/joined.ts";

type Props = { readonly variant: Variant; readonly quantity: number; readonly onChoose: (quantity: number) => void };

/** Lower prices for more units; pressing one sets the quantity. */
export function Tiers({ variant, quantity, onChoose }: Props) {
  const { product } = useMessages();
  const format = useFormat();
  const { price, tiers } = variant;
  if (price === null || tiers.length === 0) return null;
  const reached = tiers.findLast(({ minQuantity }) => minQuantity <= quantity);
  return (
    <div className="tiers">
      <h2 className="tiers__title">{product.tiersTitle}</h2>
      <div className="tiers__list">
        {tiers.map((tier) => (
          <button
            key={tier.minQuantity}
            type="button"
            className={joined("tiers__one", tier === reached && "tiers__one--reached")}
            aria-pressed={tier === reached}
            onClick={() => onChoose(tier.minQuantity)}
          >
            <span className="tiers__from">{product.tier(format.number(tier.minQuantity))}</span>
            <span className="tiers__price">{format.money(tier.amountMinor, price.currency)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
