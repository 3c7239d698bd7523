import { type ReviewSummary, type Stars as StarNumber, starRows } from "../../../api/reviews.ts";
import { useMessages } from "../../../i18n/messages.tsx";
import { useFormat } from "../../../i18n/use-format.ts";
import { joined } from "../../../ui/joined.ts";
import { Stars } from "../../../ui/stars.tsx";
import { recommendedShare, share } from "./breakdown.ts";

type Props = {
  readonly summary: ReviewSummary;
  /** Stars that the list is limited to. */
  readonly chosen: readonly StarNumber[];
  readonly onToggle: (stars: StarNumber) => void;
};

/** The average, how the stars are spread, and what people say about single qualities. */
export function SummaryPanel({ summary, chosen, onToggle }: Props) {
  const { reviews } = useMessages();
  const format = useFormat();
  if (summary.count === 0 || summary.average === null) return null;
  const recommended = recommendedShare(summary);
  return (
    <div className="summary">
      <p className="summary__average">
        <span className="summary__number">{format.rating(summary.average)}</span>
        <span className="summary__of">
          <Stars rating={summary.average} size={20} />
          <span>{reviews.count(summary.count, format.number(summary.count))}</span>
        </span>
      </p>
      {recommended !== null && <p className="summary__recommended">{reviews.recommendShare(format.percent(recommended))}</p>}
      <fieldset>
        <legend className="visually-hidden">{reviews.breakdown}</legend>
        {starRows.map((stars) => (
          <Bar
            key={stars}
            stars={stars}
            count={summary.ratings[stars]}
            total={summary.count}
            isChosen={chosen.includes(stars)}
            onToggle={() => onToggle(stars)}
          />
        ))}
      </fieldset>
      {summary.characteristics.map(
        ({ id, name, average }) => average !== null && <Scale key={id} name={name} average={average} />,
      )}
    </div>
  );
}

type BarProps = {
  readonly stars: StarNumber;
  readonly count: number;
  readonly total: number;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
};

function Bar({ stars, count, total, isChosen, onToggle }: BarProps) {
  const { reviews } = useMessages();
  const format = useFormat();
  return (
    <button
      type="button"
      className={joined("summary__bar", isChosen && "summary__bar--chosen")}
      aria-pressed={isChosen}
      disabled={count === 0}
      onClick={onToggle}
    >
      <span>{reviews.starRow(stars)}</span>
      <span className="summary__track">
        <span className="summary__fill" style={{ width: `${share(count, total) * 100}%` }} />
      </span>
      <span className="summary__count">{format.number(count)}</span>
    </button>
  );
}

const LOWEST = 1;
const HIGHEST = 5;

type ScaleProps = { readonly name: ReviewSummary["characteristics"][number]["name"]; readonly average: number };

/** Where the mean lies between the two ends of a quality. */
function Scale({ name, average }: ScaleProps) {
  const { reviews } = useMessages();
  const format = useFormat();
  const words = reviews.scales[name];
  return (
    <div className="summary__scale">
      <p className="summary__scale-name">
        {reviews.characteristicNames[name]}{" "}
        <span className="visually-hidden">
          {format.rating(average)} {reviews.outOf}
        </span>
      </p>
      <div className="summary__track">
        <span className="summary__mark" style={{ left: `${((average - LOWEST) / (HIGHEST - LOWEST)) * 100}%` }} />
      </div>
      <p className="summary__scale-words">
        {words.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </p>
    </div>
  );
}
