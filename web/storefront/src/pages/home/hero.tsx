import { Link } from "wouter";
import type { Product } from "../../api/catalog.ts";
import { paths } from "../../app/paths.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { picturesOf } from "../../ui/pictures.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

/** What the shop is, beside four of the things that people like most. Null: not known yet. */
export function Hero({ products }: { readonly products: readonly Product[] | null }) {
  const { home } = useMessages();
  return (
    <section className="hero">
      <div className="hero__words">
        <h1 className="hero__title">{home.title}</h1>
        <p className="hero__intro">{home.intro}</p>
        <ButtonLink href="/search?sort=popular" kind="primary" size="large">
          {home.browse}
        </ButtonLink>
      </div>
      <div className="hero__mosaic">
        {products === null
          ? PLACES.map((place) => <Skeleton key={place} ratio="1" />)
          : products.map((product) => <HeroPicture key={product.id} product={product} />)}
      </div>
    </section>
  );
}

const PICTURE_PX = 320;
const PLACES = [1, 2, 3, 4] as const;

function HeroPicture({ product }: { readonly product: Product }) {
  return (
    <Link href={paths.product(product.slug)} className="hero__link">
      <img
        src={picturesOf(product)[0]?.url}
        alt={product.name}
        width={PICTURE_PX}
        height={PICTURE_PX}
        fetchPriority="high"
        className="hero__picture"
      />
    </Link>
  );
}
