import { useQuery } from "@tanstack/react-query";
import { lazy, useEffect } from "react";
import { useParams } from "wouter";
import { type Product, productBySlug } from "../../api/catalog.ts";
import { isNowhere } from "../../api/client.ts";
import { noteView } from "../../api/recommendations.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { Breadcrumbs } from "../../ui/breadcrumbs.tsx";
import { Failure } from "../../ui/notice.tsx";
import { WhenNear } from "../../ui/when-near.tsx";
import NotFoundPage from "../not-found/not-found-page.tsx";
import { BuyBox } from "./buy-box.tsx";
import { Details } from "./details.tsx";
import { Gallery } from "./gallery.tsx";
import { ProductSkeleton } from "./product-skeleton.tsx";
import { COMMENTS_HEIGHT, COMPANIONS_HEIGHT, questionsHeight, reviewsHeights } from "./sizes.ts";
import { useVariant } from "./use-variant.ts";
import "./product-page.css";

// Price and button come first: what is below is loaded when it comes near.
const Reviews = lazy(() => import("./reviews/reviews.tsx"));
const Questions = lazy(() => import("./questions/questions.tsx"));
const Comments = lazy(() => import("./comments/comments.tsx"));
const Companions = lazy(() => import("./companions.tsx"));

export default function ProductPage() {
  const { slug } = useParams<{ slug: string }>();
  const { display } = usePreferences();
  const { data, error, refetch } = useQuery(productBySlug(slug, display));
  usePageTitle(data?.name ?? null);
  if (isNowhere(error)) return <NotFoundPage />;
  if (error && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <ProductSkeleton />;
  return <ProductView key={data.id} product={data} />;
}

function ProductView({ product }: { readonly product: Product }) {
  const { reviews, questions, engagement } = useMessages();
  const [variant, choose] = useVariant(product);
  useNotedView(product.id);
  return (
    <>
      <Breadcrumbs path={product.category?.path ?? []} />
      <div className="product">
        <Gallery key={variant?.id} product={product} variant={variant} />
        <BuyBox product={product} variant={variant} onChoose={choose} />
      </div>
      <Details product={product} sku={variant?.sku ?? null} />
      <WhenNear minHeight={COMPANIONS_HEIGHT}>
        <Companions productId={product.id} />
      </WhenNear>
      <section id="reviews" className="product-section" aria-label={reviews.title}>
        <WhenNear {...reviewsHeights(product.rating.count)}>
          <Reviews product={product} />
        </WhenNear>
      </section>
      <section id="questions" className="product-section" aria-label={questions.title}>
        <WhenNear minHeight={questionsHeight(product.rating.count)}>
          <Questions product={product} />
        </WhenNear>
      </section>
      <section id="comments" className="product-section" aria-label={engagement.comments}>
        <WhenNear minHeight={COMMENTS_HEIGHT}>
          <Comments product={product} />
        </WhenNear>
      </section>
    </>
  );
}

/** A look shorter than this was no look. */
const LOOK_MS = 1_500;

/** For "recently viewed" and what is popular; nothing that the shopper would wait for or has to know about. */
function useNotedView(productId: number): void {
  useEffect(() => {
    const timer = setTimeout(() => noteView(productId).catch(() => {}), LOOK_MS);
    return () => clearTimeout(timer);
  }, [productId]);
}
