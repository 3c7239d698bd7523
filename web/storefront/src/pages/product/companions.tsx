import { useQuery } from "@tanstack/react-query";
import { recentlyViewed, recommendationsOf } from "../../api/recommendations.ts";
import { useSession } from "../../api/use-session.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { ProductRow } from "../../ui/product-row.tsx";
import { Pending } from "../../ui/when-near.tsx";

/** What goes with a product. When it cannot be had, the page is complete without it: no error is shown. */
export default function Companions({ productId }: { readonly productId: number }) {
  const { product } = useMessages();
  const { display } = usePreferences();
  const session = useSession();
  const { data, isPending } = useQuery(recommendationsOf(productId, display));
  const recent = useQuery(recentlyViewed(session?.shopperId ?? null, display));
  if (isPending) return <Pending />;
  return (
    <div className="companions">
      <ProductRow title={product.boughtTogether} products={data?.boughtTogether ?? []} />
      <ProductRow title={product.related} products={data?.related ?? []} />
      <ProductRow title={product.recentlyViewed} products={(recent.data ?? []).filter(({ id }) => id !== productId)} />
    </div>
  );
}
