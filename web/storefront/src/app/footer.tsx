import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { categories } from "../api/catalog.ts";
import { useMessages } from "../i18n/messages.tsx";
import { branchesOf } from "./header/category-tree.ts";
import { SHOP_NAME } from "./page-title.ts";
import { paths } from "./paths.ts";
import "./footer.css";

/** Its licence asks to be named wherever the catalogue is shown. */
const CATALOGUE_SOURCE = "https://doi.org/10.24432/C5BW33";
const MAX_CATEGORIES = 8;

export function Footer() {
  const { common } = useMessages();
  const { data } = useQuery(categories);
  const roots = branchesOf(data?.items ?? []).slice(0, MAX_CATEGORIES);
  return (
    <footer className="footer">
      <div className="footer__columns page-width">
        <section>
          <h2 className="footer__name">{SHOP_NAME}</h2>
          <p className="footer__note">{common.footerNote}</p>
          <p className="footer__note">
            <a href={CATALOGUE_SOURCE}>{common.footerCatalogue}</a>
          </p>
        </section>
        <nav aria-label={common.categories} className="footer__links footer__links--wide">
          {roots.map(({ id, slug, name }) => (
            <Link key={id} href={paths.category(slug)}>
              {name}
            </Link>
          ))}
        </nav>
        <nav aria-label={common.account} className="footer__links">
          <Link href={paths.account}>{common.account}</Link>
          <Link href={paths.orders}>{common.orders}</Link>
          <Link href={paths.cart}>{common.cart}</Link>
          <Link href={paths.search("")}>{common.search}</Link>
        </nav>
      </div>
    </footer>
  );
}
