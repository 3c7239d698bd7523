import type { CSSProperties } from "react";
import { useMessages } from "../i18n/messages.tsx";
import "./skeleton.css";

type Props = { readonly width?: string; readonly height?: string; readonly ratio?: string };

/** A grey place where something will be, of the size that it will have. */
export function Skeleton({ width = "100%", height, ratio }: Props) {
  const style: CSSProperties = { width, height: height ?? (ratio ? "auto" : "1em"), aspectRatio: ratio };
  return <span className="skeleton" style={style} aria-hidden="true" />;
}

const CARDS = 8;

/** A page whose file is being loaded. */
export function PageSkeleton() {
  const { common } = useMessages();
  return (
    <div className="page-skeleton">
      <span className="visually-hidden" role="status">
        {common.loading}
      </span>
      <Skeleton width="40%" height="2.25rem" />
      <CardSkeletons count={CARDS} />
    </div>
  );
}

/** A grid of product cards to come. */
export function CardSkeletons({ count }: { readonly count: number }) {
  return (
    <div className="product-grid" aria-hidden="true">
      {Array.from({ length: count }, (_, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={position} className="card-skeleton">
          <Skeleton ratio="1" />
          <Skeleton width="80%" />
          <Skeleton width="40%" />
        </div>
      ))}
    </div>
  );
}
