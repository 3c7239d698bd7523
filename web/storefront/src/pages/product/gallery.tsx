import { ChevronLeft, ChevronRight, ZoomIn } from "lucide-react";
import { useRef, useState } from "react";
import type { Product, Variant } from "../../api/catalog.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { IconButton } from "../../ui/button.tsx";
import { joined } from "../../ui/joined.ts";
import { picturesOf } from "../../ui/pictures.ts";
import { ZoomDialog } from "./zoom-dialog.tsx";
import "./gallery.css";

const PICTURE_PX = 800;
const THUMB_PX = 88;

type Props = { readonly product: Product; readonly variant: Variant | null };

/** Pictures to swipe through, with thumbnails; pressing one opens it large. */
export function Gallery({ product, variant }: Props) {
  const { product: words } = useMessages();
  const pictures = picturesOf(product, variant ?? undefined);
  const [current, setCurrent] = useState(0);
  const [isZoomed, setZoomed] = useState(false);
  const strip = useRef<HTMLDivElement>(null);
  const show = (position: number) => {
    setCurrent(position);
    strip.current?.scrollTo({ left: position * strip.current.clientWidth, behavior: "smooth" });
  };
  const follow = () => {
    if (strip.current !== null) setCurrent(Math.round(strip.current.scrollLeft / strip.current.clientWidth));
  };
  return (
    <section className="gallery" aria-label={words.pictures}>
      <div className="gallery__stage">
        <div className="gallery__strip" ref={strip} onScroll={follow}>
          {pictures.map(({ url, alt }, position) => (
            <button
              key={url}
              type="button"
              className="gallery__picture"
              tabIndex={position === current ? 0 : -1}
              aria-label={`${words.zoom}: ${alt}, ${words.picture(position + 1, pictures.length)}`}
              onClick={() => setZoomed(true)}
            >
              <img src={url} alt={alt} width={PICTURE_PX} height={PICTURE_PX} fetchPriority={position === 0 ? "high" : "low"} />
            </button>
          ))}
        </div>
        <span className="gallery__zoom" aria-hidden="true">
          <ZoomIn size={20} />
        </span>
        {pictures.length > 1 && (
          <>
            <IconButton
              label={words.previousPicture}
              className="gallery__arrow"
              disabled={current === 0}
              onClick={() => show(current - 1)}
            >
              <ChevronLeft size={24} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={words.nextPicture}
              className="gallery__arrow gallery__arrow--next"
              disabled={current === pictures.length - 1}
              onClick={() => show(current + 1)}
            >
              <ChevronRight size={24} aria-hidden="true" />
            </IconButton>
          </>
        )}
      </div>
      {pictures.length > 1 && (
        <div className="gallery__thumbs">
          {pictures.map(({ url }, position) => (
            <button
              key={url}
              type="button"
              className={joined("gallery__thumb", position === current && "gallery__thumb--current")}
              aria-label={words.picture(position + 1, pictures.length)}
              aria-current={position === current}
              onClick={() => show(position)}
            >
              <img src={url} alt="" width={THUMB_PX} height={THUMB_PX} />
            </button>
          ))}
        </div>
      )}
      <ZoomDialog
        title={product.name}
        pictures={pictures}
        isOpen={isZoomed}
        current={current}
        onShow={show}
        onClose={() => setZoomed(false)}
      />
    </section>
  );
}
