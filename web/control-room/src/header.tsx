import { useState } from "react";
import { Link, useRoute } from "wouter";
import type { Room } from "./room/use-room.ts";

const THEME = "tenfold.control-room.theme";
const THEMES = ["system", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

export function Header({ room: { state, connection } }: { readonly room: Room }) {
  const [onPanels] = useRoute("/panels");
  return (
    <header className="header">
      <p className="header__name">
        <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="var(--accent)" />
          <path
            d="M5 18h6l3-9 5 15 3-9h5"
            fill="none"
            stroke="var(--on-accent)"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        Control room
      </p>
      <nav aria-label="Pages" className="header__pages">
        <Link href="/" className="header__page" aria-current={onPanels ? undefined : "page"}>
          Live
        </Link>
        <Link href="/panels" className="header__page" aria-current={onPanels ? "page" : undefined}>
          Panels
        </Link>
      </nav>
      <div className="header__state">
        {state?.shop != null && <span className="header__topology">{state.shop.topology}</span>}
        <span className={`chip chip--${connection === "live" ? "good" : connection === "lost" ? "bad" : "none"}`}>
          {connection}
        </span>
        <ThemeSwitch />
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => (document.documentElement.dataset.theme as Theme | undefined) ?? "system");
  const choose = (next: Theme) => {
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(THEME, next);
    } catch {
      // Without storage, for as long as the page is open.
    }
    setTheme(next);
  };
  return (
    <label className="header__theme">
      <span className="visually-hidden">Colours</span>
      <select value={theme} onChange={(event) => choose(event.target.value as Theme)}>
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
}
