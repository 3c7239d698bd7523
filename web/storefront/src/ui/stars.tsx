import { Star } from "lucide-react";
import { useMessages } from "../i18n/messages.tsx";
import { useFormat } from "../i18n/use-format.ts";
import "./stars.css";

const POSITIONS = [1, 2, 3, 4, 5] as const;

type Props = {
  /** From 0 to 5, with fractions. */
  readonly rating: number;
  readonly size?: number;
};

/** Five stars, filled as far as the rating goes. */
export function Stars({ rating, size = 16 }: Props) {
  const { common } = useMessages();
  const format = useFormat();
  return (
    <span className="stars" role="img" aria-label={common.stars(format.number(rating, 1))}>
      {POSITIONS.map((position) => {
        const share = Math.min(1, Math.max(0, rating - position + 1));
        return (
          <span key={position} className="stars__one">
            <Star size={size} strokeWidth={1.5} className="stars__empty" />
            {share > 0 && (
              <span className="stars__part" style={{ width: `${share * 100}%` }}>
                <Star size={size} strokeWidth={1.5} className="stars__full" />
              </span>
            )}
          </span>
        );
      })}
    </span>
  );
}

type SummaryProps = { readonly average: number | null; readonly count: number; readonly size?: number };

/** Stars with the number of reviews; nothing when there are none. */
export function RatingSummary({ average, count, size }: SummaryProps) {
  const { common } = useMessages();
  const format = useFormat();
  if (average === null || count === 0) return null;
  return (
    <span className="rating-summary">
      <span aria-hidden="true" className="rating-summary__shown">
        <Stars rating={average} {...(size && { size })} />
        <span className="rating-summary__count">({format.number(count)})</span>
      </span>
      <span className="visually-hidden">{common.rated(format.rating(average), format.number(count))}</span>
    </span>
  );
}
