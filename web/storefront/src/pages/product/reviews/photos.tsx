import { useState } from "react";
import { absoluteUrl } from "../../../api/client.ts";
import type { Review } from "../../../api/reviews.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { Dialog } from "../../../ui/dialog.tsx";

const THUMB_PX = 88;

/** Photos that a reviewer linked to. They come from anywhere: the host is not told which page shows them. */
export function Photos({ photos }: { readonly photos: Review["photos"] }) {
  const { reviews } = useMessages();
  const [shown, setShown] = useState<number | null>(null);
  const [broken, setBroken] = useState<ReadonlySet<number>>(new Set());
  const visible = photos.filter(({ id }) => !broken.has(id));
  if (visible.length === 0) return null;
  const large = shown === null ? undefined : visible[shown];
  return (
    <div className="review__photos">
      {visible.map(({ id, url }, position) => (
        <button
          key={id}
          type="button"
          className="review__photo"
          aria-label={reviews.photo(position + 1)}
          onClick={() => setShown(position)}
        >
          <img
            src={absoluteUrl(url)}
            alt=""
            width={THUMB_PX}
            height={THUMB_PX}
            loading="lazy"
            referrerPolicy="no-referrer"
            onError={() => setBroken(new Set([...broken, id]))}
          />
        </button>
      ))}
      <Dialog isOpen={large !== undefined} onClose={() => setShown(null)} title={reviews.photo((shown ?? 0) + 1)}>
        {large && (
          <img
            src={absoluteUrl(large.url)}
            alt={reviews.photo((shown ?? 0) + 1)}
            referrerPolicy="no-referrer"
            className="review__photo-large"
          />
        )}
      </Dialog>
    </div>
  );
}
