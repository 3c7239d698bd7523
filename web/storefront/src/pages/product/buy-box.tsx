import { ShoppingBag } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { useAddToCart } from "../../api/cart.ts";
import type { Product, Variant } from "../../api/catalog.ts";
import { paths } from "../../app/paths.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { AvailabilityBadge } from "../../ui/availability.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureLine } from "../../ui/notice.tsx";
import { Price } from "../../ui/price.tsx";
import { Quantity } from "../../ui/quantity.tsx";
import { RatingSummary } from "../../ui/stars.tsx";
import { AddedNotice } from "./added-notice.tsx";
import { DeliveryNote } from "./delivery-note.tsx";
import { OptionPicker } from "./option-picker.tsx";
import { Tiers } from "./tiers.tsx";
import { unitPriceMinor } from "./variant-choice.ts";
import "./buy-box.css";

// Not needed to buy, so not waited for.
const LikeButton = lazy(() => import("./engagement/like-button.tsx"));

/** As many as an order line may have. */
const MAX_QUANTITY = 10_000;

type Props = {
  readonly product: Product;
  readonly variant: Variant | null;
  readonly onChoose: (variantId: number) => void;
};

/** Everything that is needed to buy: name, price, choice, availability, quantity, button. */
export function BuyBox({ product, variant, onChoose }: Props) {
  const { common, product: words, reviews } = useMessages();
  const [quantity, setQuantity] = useState(1);
  const availability = variant?.availability ?? { status: "out_of_stock" as const, available: 0 };
  const max = Math.max(1, Math.min(MAX_QUANTITY, availability.available ?? MAX_QUANTITY));
  const wanted = Math.min(quantity, max);
  return (
    <section className="buy-box" aria-label={product.name}>
      {product.brand && (
        <Link href={paths.brand(product.brand.slug)} className="buy-box__brand">
          {product.brand.name}
        </Link>
      )}
      <h1 className="buy-box__name">{product.name}</h1>
      {product.slogan !== "" && <p className="buy-box__slogan">{product.slogan}</p>}
      <a href="#reviews" className="buy-box__rating">
        {product.rating.count > 0 ? <RatingSummary {...product.rating} size={18} /> : reviews.beFirst}
      </a>
      <div className="buy-box__likes">
        <Suspense>
          <LikeButton productId={product.id} />
        </Suspense>
      </div>
      {variant ? <PriceBlock variant={variant} quantity={wanted} /> : <p>{common.noPrice}</p>}
      {variant && <OptionPicker product={product} variant={variant} onChoose={onChoose} />}
      <p className="buy-box__availability">
        <AvailabilityBadge availability={availability} />
      </p>
      {variant && (
        <BuyForm
          product={product}
          variant={variant}
          quantity={wanted}
          max={max}
          onQuantity={setQuantity}
          label={words.addToCart}
        />
      )}
      {variant && <Tiers variant={variant} quantity={wanted} onChoose={setQuantity} />}
      {variant?.price && <DeliveryNote price={variant.price} quantity={wanted} />}
    </section>
  );
}

function PriceBlock({ variant, quantity }: { readonly variant: Variant; readonly quantity: number }) {
  const { common, product } = useMessages();
  const unitMinor = unitPriceMinor(variant, quantity);
  if (variant.price === null || unitMinor === null) return <p className="buy-box__price">{common.noPrice}</p>;
  return (
    <p className="buy-box__price">
      <Price price={{ ...variant.price, amountMinor: unitMinor }} original={variant.originalPrice} />
      <span className="buy-box__tax">{variant.price.taxIncluded ? product.taxIncluded : product.taxExcluded}</span>
    </p>
  );
}

type FormProps = {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
  readonly max: number;
  readonly onQuantity: (quantity: number) => void;
  readonly label: string;
};

function BuyForm({ product, variant, quantity, max, onQuantity, label }: FormProps) {
  const { common, product: words } = useMessages();
  const { display } = usePreferences();
  const format = useFormat();
  const announce = useAnnounce();
  const add = useAddToCart(display);
  const canBuy = variant.price !== null && variant.availability.status !== "out_of_stock";
  const submit = () =>
    add.mutate(
      { variantId: variant.id, quantity },
      { onSuccess: () => announce(words.added(format.number(quantity), product.name)) },
    );
  return (
    <>
      <div className="buy-box__form">
        <Quantity value={quantity} onChange={onQuantity} max={max} isDisabled={!canBuy} />
        <Button
          kind="primary"
          size="large"
          className="buy-box__button"
          disabled={!canBuy}
          isBusy={add.isPending}
          onClick={submit}
        >
          {!add.isPending && <ShoppingBag size={20} aria-hidden="true" />}
          {canBuy ? (add.isPending ? words.adding : label) : common.availability.out_of_stock}
        </Button>
      </div>
      {add.error && <FailureLine error={add.error} />}
      {add.data && !add.isPending && (
        <AddedNotice product={product} cart={add.data} variantId={add.variables.variantId} quantity={add.variables.quantity} />
      )}
    </>
  );
}
