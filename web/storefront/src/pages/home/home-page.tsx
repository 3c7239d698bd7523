import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, PackageCheck, ReceiptText } from "lucide-react";
import { useMemo } from "react";
import { Link } from "wouter";
import { categories, type Product } from "../../api/catalog.ts";
import { popularNow, recentlyViewed } from "../../api/recommendations.ts";
import { useSession } from "../../api/use-session.ts";
import { type Branch, branchesOf } from "../../app/header/category-tree.ts";
import { usePageTitle } from "../../app/page-title.ts";
import { paths } from "../../app/paths.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { Failure } from "../../ui/notice.tsx";
import { ProductCard } from "../../ui/product-card.tsx";
import { ProductRow } from "../../ui/product-row.tsx";
import { CardSkeletons } from "../../ui/skeleton.tsx";
import { CategoryTiles } from "./category-tiles.tsx";
import { Hero } from "./hero.tsx";
import "./home-page.css";

/** Two full rows on a wide screen and five on a phone, after those of the mosaic at the top. */
const POPULAR = 14;
/** Of the popular ones, so many are already in the mosaic. */
const IN_HERO = 4;
const ROW_LENGTH = 12;
/** Cards that are seen without scrolling on a wide screen. */
const EARLY_CARDS = 5;
/** Categories that have a row of their own products. */
const ROWS = 2;

export default function HomePage() {
  const { home } = useMessages();
  const { display } = usePreferences();
  usePageTitle(home.title);
  const popular = useQuery(popularNow(null, POPULAR, display));
  const tree = useQuery(categories);
  const branches = useMemo(() => branchesOf(tree.data?.items ?? []), [tree.data]);
  return (
    <div className="home">
      <Hero products={popular.data?.slice(0, IN_HERO) ?? null} />
      <section>
        <h2 className="home__head">{home.shopByCategory}</h2>
        {tree.error ? <Failure error={tree.error} onRetry={() => void tree.refetch()} /> : <CategoryTiles branches={branches} />}
      </section>
      <section>
        <h2 className="home__head">{home.popular}</h2>
        {popular.error ? (
          <Failure error={popular.error} onRetry={() => void popular.refetch()} />
        ) : (
          <PopularGrid products={popular.data?.slice(IN_HERO) ?? null} />
        )}
      </section>
      <RecentRow />
      {branches.slice(0, ROWS).map((branch) => (
        <CategoryRow key={branch.id} branch={branch} />
      ))}
      <Promises />
    </div>
  );
}

function PopularGrid({ products }: { readonly products: readonly Product[] | null }) {
  if (products === null) return <CardSkeletons count={POPULAR - IN_HERO} />;
  return (
    <div className="product-grid">
      {products.map((product, position) => (
        <ProductCard key={product.id} product={product} isEarly={position < EARLY_CARDS} />
      ))}
    </div>
  );
}

function RecentRow() {
  const { home } = useMessages();
  const { display } = usePreferences();
  const session = useSession();
  const { data } = useQuery(recentlyViewed(session?.shopperId ?? null, display));
  return <ProductRow title={home.recentlyViewed} products={data ?? []} />;
}

function CategoryRow({ branch }: { readonly branch: Branch }) {
  const { home } = useMessages();
  const { display } = usePreferences();
  const { data } = useQuery(popularNow(branch.slug, ROW_LENGTH, display));
  return (
    <ProductRow
      title={branch.name}
      products={data ?? []}
      link={
        <Link href={paths.category(branch.slug)} aria-label={home.seeAll(branch.name)}>
          {home.all}
        </Link>
      }
    />
  );
}

const promiseIcons = [ReceiptText, PackageCheck, BadgeCheck] as const;

function Promises() {
  const { home } = useMessages();
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list when its bullets are gone
    <ul role="list" className="promises">
      {home.promises.map(({ title, text }, position) => {
        const Icon = promiseIcons[position] ?? BadgeCheck;
        return (
          <li key={title} className="promises__one">
            <Icon size={28} strokeWidth={1.5} aria-hidden="true" />
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        );
      })}
    </ul>
  );
}
