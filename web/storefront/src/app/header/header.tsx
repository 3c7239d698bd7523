import { Menu, User } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { useMessages } from "../../i18n/messages.tsx";
import { IconButton } from "../../ui/button.tsx";
import { SHOP_NAME } from "../page-title.ts";
import { paths } from "../paths.ts";
import { RegionSwitch } from "../region-switch.tsx";
import { CartButton } from "./cart-button.tsx";
import { CategoryMenu } from "./category-menu.tsx";
import { SearchBox } from "./search-box.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import "./header.css";

export function Header() {
  const { common } = useMessages();
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <header className="header">
      <div className="header__row page-width">
        <IconButton label={common.allCategories} className="header__menu" onClick={() => setMenuOpen(true)}>
          <Menu size={22} aria-hidden="true" />
          <span className="header__menu-text" aria-hidden="true">
            {common.categories}
          </span>
        </IconButton>
        <Link href={paths.home} className="header__name">
          <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
            <rect width="32" height="32" rx="9" fill="var(--accent)" />
            <path d="M9 11h14M16 11v12" stroke="var(--on-accent)" strokeWidth="3.4" strokeLinecap="round" />
          </svg>
          {SHOP_NAME}
        </Link>
        <SearchBox />
        <div className="header__tools">
          <RegionSwitch />
          <ThemeSwitch />
          <Link href={paths.account} className="icon-button" aria-label={common.account} title={common.account}>
            <User size={22} aria-hidden="true" />
          </Link>
          <CartButton />
        </div>
      </div>
      <CategoryMenu isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
    </header>
  );
}
