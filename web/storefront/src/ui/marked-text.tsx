import type { Marked } from "../api/search.ts";
import "./marked-text.css";

/** A text with the words marked that were searched for. */
export function MarkedText({ parts }: { readonly parts: Marked }) {
  return parts.map(({ text, hit }, position) =>
    hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
      <mark key={position} className="marked">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
