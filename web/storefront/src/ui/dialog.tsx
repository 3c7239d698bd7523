import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useMessages } from "../i18n/messages.tsx";
import { IconButton } from "./button.tsx";
import { joined } from "./joined.ts";
import "./dialog.css";

type Props = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** `start` and `end` slide in from a side, `full` takes the whole screen. */
  readonly place?: "center" | "start" | "end" | "full";
  readonly className?: string;
};

/**
 * The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back to where it was.
 * What is in it exists only while it is open.
 */
export function Dialog({ isOpen, onClose, title, children, place = "center", className }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { common } = useMessages();

  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; the keyboard has Escape
    <dialog
      ref={dialog}
      className={joined("dialog", `dialog--${place}`, className)}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      {isOpen && (
        <div className="dialog__frame">
          <header className="dialog__head">
            <h2 id={titleId} className="dialog__title">
              {title}
            </h2>
            <IconButton label={common.close} onClick={() => dialog.current?.close()}>
              <X size={22} aria-hidden="true" />
            </IconButton>
          </header>
          <div className="dialog__body">{children}</div>
        </div>
      )}
    </dialog>
  );
}
