import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { type Suggestion, suggestions } from "../../api/search.ts";
import { MAX_QUERY_LENGTH } from "../../api/search-filters.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useAnnounce } from "../../ui/announcer.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { paths } from "../paths.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import { nextActive, targetOf } from "./suggestion-moves.ts";
import "./search-box.css";

/** Shorter than the pause between two keys of most people, so that only the last of a quick word is asked for. */
const TYPING_PAUSE_MS = 120;

/** The search with suggestions: a combobox with a list, by the ARIA pattern. The focus stays in the field. */
export function SearchBox() {
  const { common } = useMessages();
  const [path, navigate] = useLocation();
  const [params] = useSearchParams();
  const shown = path === "/search" ? (params.get("q") ?? "") : "";
  const [text, setText] = useState(shown);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const items = useSuggestions(text, isOpen);
  const hasList = isOpen && items.length > 0;

  useEffect(() => setText(shown), [shown]);

  const go = (target: string) => {
    setOpen(false);
    setActive(null);
    input.current?.blur();
    navigate(target);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = active === null ? undefined : items[active];
    if (chosen !== undefined) go(targetOf(chosen));
    else go(paths.search(text.trim()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      if (!hasList) setText("");
      setOpen(false);
      setActive(null);
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      setOpen(true);
      setActive(nextActive(active, items.length, event.key === "ArrowDown" ? 1 : -1));
      event.preventDefault();
    }
  };

  return (
    <search className="search-box">
      <form onSubmit={submit} className="search-box__form">
        <Search size={20} aria-hidden="true" className="search-box__icon" />
        <input
          ref={input}
          className="search-box__input"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={MAX_QUERY_LENGTH}
          role="combobox"
          aria-label={common.search}
          aria-expanded={hasList}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={hasList && active !== null ? `${listId}-${active}` : undefined}
          placeholder={common.searchPlaceholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
            setActive(null);
          }}
          onFocus={() => setOpen(text !== shown)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {text !== "" && (
          <button
            type="button"
            className="search-box__clear"
            aria-label={common.searchClear}
            onClick={() => {
              setText("");
              input.current?.focus();
            }}
          >
            <X size={18} aria-hidden="true" />
          </button>
        )}
      </form>
      <SuggestionList id={listId} items={hasList ? items : []} active={active} onChoose={(item) => go(targetOf(item))} />
    </search>
  );
}

function useSuggestions(text: string, isOpen: boolean): readonly Suggestion[] {
  const { common } = useMessages();
  const announce = useAnnounce();
  const wanted = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const { data } = useQuery({ ...suggestions(wanted), enabled: isOpen && wanted !== "" });
  const items = wanted === "" || text.trim() === "" ? NONE : (data ?? NONE);
  useEffect(() => {
    if (isOpen && items.length > 0) announce(common.suggestionsCount(items.length));
  }, [isOpen, items, announce, common]);
  return items;
}

const NONE: readonly Suggestion[] = [];
