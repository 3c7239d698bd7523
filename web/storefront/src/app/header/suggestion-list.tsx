import { Folder, Search, Tag } from "lucide-react";
import type { Suggestion } from "../../api/search.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { joined } from "../../ui/joined.ts";
import { MarkedText } from "../../ui/marked-text.tsx";
import { drawnPicture } from "../../ui/pictures.ts";

type Props = {
  readonly id: string;
  readonly items: readonly Suggestion[];
  readonly active: number | null;
  readonly onChoose: (item: Suggestion) => void;
};

/** The list below the search field. Pressing the mouse on it must not take the focus out of the field. */
export function SuggestionList({ id, items, active, onChoose }: Props) {
  const { common } = useMessages();
  return (
    <div id={id} role="listbox" aria-label={common.search} className="suggestions" hidden={items.length === 0}>
      {items.map((item, position) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is handled in the field
        <div
          key={`${item.kind} ${item.text} ${item.productId}`}
          id={`${id}-${position}`}
          role="option"
          tabIndex={-1}
          aria-selected={position === active}
          className={joined("suggestions__item", position === active && "suggestions__item--active")}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
        >
          <SuggestionIcon item={item} />
          <span className="suggestions__text">
            <MarkedText parts={item.highlighted} />
          </span>
          <span className="suggestions__kind">{item.kind === "query" ? "" : common.suggestionKinds[item.kind]}</span>
        </div>
      ))}
    </div>
  );
}

function SuggestionIcon({ item }: { readonly item: Suggestion }) {
  if (item.kind === "product" && item.productId !== null) {
    return <img src={drawnPicture(item.productId, "front")} alt="" width={40} height={40} className="suggestions__picture" />;
  }
  const Icon = item.kind === "category" ? Folder : item.kind === "brand" ? Tag : Search;
  return <Icon size={18} aria-hidden="true" className="suggestions__icon" />;
}
