import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useMessages } from "../../i18n/messages.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { joined } from "../../ui/joined.ts";
import type { Picture } from "../../ui/pictures.ts";
import "./zoom-dialog.css";

const PICTURE_PX = 1_600;

type Props = {
  readonly title: string;
  readonly pictures: readonly Picture[];
  readonly isOpen: boolean;
  readonly current: number;
  readonly onShow: (position: number) => void;
  readonly onClose: () => void;
};

/** A picture as large as the screen, and after a press larger still, moved by the pointer. Arrow keys go to the next one. */
export function ZoomDialog({ title, pictures, isOpen, current, onShow, onClose }: Props) {
  const { product } = useMessages();
  const [isLarge, setLarge] = useState(false);
  const [origin, setOrigin] = useState("50% 50%");
  const picture = pictures[current];
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setOrigin(`${((event.clientX - box.left) / box.width) * 100}% ${((event.clientY - box.top) / box.height) * 100}%`);
  };
  const step = (position: number) => {
    if (position < 0 || position >= pictures.length) return;
    setLarge(false);
    onShow(position);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") step(current - 1);
    if (event.key === "ArrowRight") step(current + 1);
  };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title} place="full" className="zoom">
      {picture && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys are a shortcut for the two buttons in it
        <div className="zoom__stage" onKeyDown={onKeyDown}>
          <button
            type="button"
            className={joined("zoom__picture", isLarge && "zoom__picture--large")}
            aria-label={`${picture.alt}. ${product.zoomHint}`}
            aria-pressed={isLarge}
            onPointerMove={follow}
            onClick={() => setLarge(!isLarge)}
          >
            <img src={picture.url} alt={picture.alt} width={PICTURE_PX} height={PICTURE_PX} style={{ transformOrigin: origin }} />
          </button>
          {pictures.length > 1 && (
            <>
              <IconButton
                label={product.previousPicture}
                className="zoom__arrow"
                disabled={current === 0}
                onClick={() => step(current - 1)}
              >
                <ChevronLeft size={28} aria-hidden="true" />
              </IconButton>
              <IconButton
                label={product.nextPicture}
                className="zoom__arrow zoom__arrow--next"
                disabled={current === pictures.length - 1}
                onClick={() => step(current + 1)}
              >
                <ChevronRight size={28} aria-hidden="true" />
              </IconButton>
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
