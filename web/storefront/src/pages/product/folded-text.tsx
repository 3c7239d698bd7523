import { useState } from "react";
import { useMessages } from "../../i18n/messages.tsx";
import "./folded-text.css";

/** From here on only the beginning is shown: about eight lines on a phone. */
const LONG_TEXT = 420;
const SHOWN = 360;

/** What somebody wrote, as text and nothing else, in its own direction. Long ones begin folded. */
export function FoldedText({ text }: { readonly text: string }) {
  const { common } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > LONG_TEXT;
  // By code points, so that no emoji is cut in two.
  const shown = isLong && !isOpen ? `${Array.from(text.slice(0, SHOWN)).slice(0, -1).join("")} …` : text;
  return (
    <p className="folded-text" dir="auto">
      {shown}{" "}
      {isLong && (
        <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? common.showLess : common.showMore}
        </button>
      )}
    </p>
  );
}
