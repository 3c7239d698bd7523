import { useQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { cartQuery } from "../../api/cart.ts";
import { addressesQuery, customerQuery } from "../../api/customer.ts";
import { useSession } from "../../api/use-session.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Failure, Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CheckoutForm } from "./checkout-form.tsx";
import { usePlacing } from "./use-placing.ts";
import "./checkout-page.css";

export default function CheckoutPage() {
  const { checkout: texts } = useMessages();
  usePageTitle(texts.title);
  return (
    <div className="checkout">
      <h1>{texts.title}</h1>
      <Content />
    </div>
  );
}

function Content() {
  const { checkout: texts, cart: cartTexts } = useMessages();
  const isCustomer = useSession()?.isCustomer === true;
  const { data: cart, error, refetch } = useQuery(cartQuery);
  const customer = useQuery({ ...customerQuery, enabled: isCustomer });
  const addresses = useQuery(addressesQuery);
  const placing = usePlacing();

  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const isReading = cart === undefined || addresses.isPending || (isCustomer && customer.isPending);
  if (isReading) return <Skeleton height="40rem" />;
  if (cart === null || cart.lines.length === 0) {
    if (placing.isPlacing) {
      return (
        <p className="checkout__resuming" role="status">
          {texts.placing}
        </p>
      );
    }
    return (
      <Notice title={texts.emptyTitle} icon={<ShoppingBag size={48} strokeWidth={1.25} />}>
        <p>{texts.emptyText}</p>
        <ButtonLink href={paths.home} kind="primary">
          {cartTexts.toShop}
        </ButtonLink>
      </Notice>
    );
  }
  return (
    <CheckoutForm
      cart={cart}
      placing={placing}
      isCustomer={isCustomer}
      knownEmail={customer.data?.email ?? ""}
      saved={addresses.data ?? []}
    />
  );
}
