import { Package } from "lucide-react";
import "./line-picture.css";

type Props = { readonly picture: string | null | undefined; readonly size?: "small" | "normal" };

/** A small picture beside a line; the name beside it says what it is. Its place is there before it is. */
export function LinePicture({ picture, size = "normal" }: Props) {
  return (
    <span className={`line-picture line-picture--${size}`} aria-hidden="true">
      {picture ? <img src={picture} alt="" width={160} height={160} loading="lazy" /> : <Package size={24} />}
    </span>
  );
}
