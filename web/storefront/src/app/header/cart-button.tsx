import { useQuery } from "@tanstack/react-query";
import { ShoppingBag, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { type Cart, cartQuery } from "../../api/cart.ts";
import { useLineProducts } from "../../api/line-products.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { ButtonLink, IconButton } from "../../ui/button.tsx";
import { LinePicture } from "../../ui/line-picture.tsx";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.tsx";
import "./cart-button.css";

/** Long enough to read it and to reach for it. */
const SHOWN_MS = 7_000;
const SHOWN_LINES = 4;

const unitsOf = (cart: Cart | null | undefined): number => cart?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;

/** The way to the cart, with what is in it for a moment whenever something was added. */
export function CartButton() {
  const { common } = useMessages();
  const { data: cart } = useQuery(cartQuery);
  const units = unitsOf(cart);
  const { isShown, hide, keep } = useShownAfterAdding(cart);
  const label = units === 0 ? common.cart : common.cartWith(units);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever is in it, by mouse or keyboard, keeps it open; nothing is done by it
    <div className="cart-button" onMouseEnter={keep} onFocus={keep}>
      <Link href={paths.cart} className="icon-button header__cart" aria-label={label} title={label}>
        <ShoppingBag size={22} aria-hidden="true" />
        {units > 0 && (
          <span className="header__count" aria-hidden="true">
            {units}
          </span>
        )}
      </Link>
      {isShown && cart && <MiniCart cart={cart} onClose={hide} />}
    </div>
  );
}

/** Opens when there are more units than before, except on the pages that show the cart anyway. */
function useShownAfterAdding(cart: Cart | null | undefined) {
  const [path] = useLocation();
  const [isShown, setShown] = useState(false);
  const last = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const units = unitsOf(cart);
  const isKnown = cart !== undefined;
  const isCartPage = path === paths.cart || path === paths.checkout;

  useEffect(() => {
    if (!isKnown) return;
    const before = last.current;
    last.current = units;
    if (before === null || units <= before || isCartPage) return;
    setShown(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(false), SHOWN_MS);
  }, [units, isKnown, isCartPage]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it belongs to the page on which it opened
  useEffect(() => setShown(false), [path]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return { isShown, hide: () => setShown(false), keep: () => clearTimeout(timer.current) };
}

function MiniCart({ cart, onClose }: { readonly cart: Cart; readonly onClose: () => void }) {
  const { cart: texts, common } = useMessages();
  const { display } = usePreferences();
  const { money } = useFormat();
  const lines = cart.lines.slice(0, SHOWN_LINES);
  const products = useLineProducts(
    lines.map(({ variantId }) => variantId),
    display,
  );
  return (
    <section
      className="mini-cart"
      aria-label={texts.addedTitle}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="mini-cart__head">
        <strong>{texts.addedTitle}</strong>
        <IconButton label={common.close} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <ul className="mini-cart__lines">
        {lines.map(({ variantId, name, quantity, totalMinor }) => (
          <li key={variantId}>
            <LinePicture size="small" picture={products.get(variantId)?.picture} />
            <span className="mini-cart__name">
              {name}
              <span className="mini-cart__soft">
                {quantity} × {products.get(variantId)?.options}
              </span>
            </span>
            <span>{money(totalMinor, cart.currency)}</span>
          </li>
        ))}
      </ul>
      {cart.lines.length > lines.length && <p className="mini-cart__soft">{texts.andMore(cart.lines.length - lines.length)}</p>}
      <div className="mini-cart__sum">
        <span>{texts.subtotal}</span>
        <strong>{money(cart.subtotalMinor, cart.currency)}</strong>
      </div>
      <div className="mini-cart__ways">
        <ButtonLink href={paths.cart}>{texts.viewCart}</ButtonLink>
        <ButtonLink href={paths.checkout} kind="primary">
          {texts.checkout}
        </ButtonLink>
      </div>
    </section>
  );
}
