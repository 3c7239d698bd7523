/**
 * Gunther's universal scalability law: with n requests in hand a shop does
 *
 *   X(n) = rate · n / (1 + contention · (n − 1) + coherency · n · (n − 1))
 *
 * of them per second. `contention` is the share that must queue for something shared, `coherency` what it costs that each has to agree
 * with every other; with coherency the curve has a peak, beyond which more makes less. (N. J. Gunther, Guerrilla Capacity Planning, 2007.)
 */
export type ScalabilityLaw = {
  /** Per second with one in hand. */
  readonly rate: number;
  readonly contention: number;
  readonly coherency: number;
};

export type Measured = { readonly concurrency: number; readonly perSecond: number };

export type Residual = Measured & {
  readonly fittedPerSecond: number;
  /** Of the measurement: 0.05 is 5 % too much. */
  readonly error: number;
};

export function throughputAt({ rate, contention, coherency }: ScalabilityLaw, concurrency: number): number {
  return (rate * concurrency) / (1 + contention * (concurrency - 1) + coherency * concurrency * (concurrency - 1));
}

/** The concurrency of the peak; infinite without coherency. */
export function peakConcurrency({ contention, coherency }: ScalabilityLaw): number {
  return coherency === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.sqrt(Math.max(0, 1 - contention) / coherency));
}

/** The most that the law gives with up to so many in hand. */
export function mostUpTo(law: ScalabilityLaw, concurrency: number): number {
  return throughputAt(law, Math.min(concurrency, peakConcurrency(law)));
}

/** The least concurrency that does so much; null when no concurrency does. */
export function concurrencyFor(law: ScalabilityLaw, perSecond: number): number | null {
  // throughput = perSecond, solved for n: coherency·X·n² + (X·(contention − coherency) − rate)·n + X·(1 − contention) = 0
  const a = law.coherency * perSecond;
  const b = perSecond * (law.contention - law.coherency) - law.rate;
  const c = perSecond * (1 - law.contention);
  if (a === 0) return b < 0 ? -c / b : null;
  const root = b * b - 4 * a * c;
  return root < 0 || b >= 0 ? null : (2 * c) / (-b + Math.sqrt(root));
}

/** With fewer there is no error left to judge the fit by. */
export const LEAST_POINTS = 3;

/**
 * The law that fits the points best by least squares. n / X(n) = (1 + contention·(n−1) + coherency·n·(n−1)) / rate is linear in
 * 1/rate, contention/rate and coherency/rate, so the fit needs no start and no iteration; each point is weighted by (X/n)², so that relative
 * errors of the throughput count and not those of its inverse. Negative contention or coherency, which noise can make, is held at 0.
 * Throws a sentence when there are too few different concurrencies.
 */
export function fitScalability(points: readonly Measured[]): ScalabilityLaw {
  if (new Set(points.map(({ concurrency }) => concurrency)).size < LEAST_POINTS) {
    throw new Error(`The scalability law needs measurements at ${LEAST_POINTS} or more different loads; there are fewer.`);
  }
  if (points.some(({ concurrency, perSecond }) => !(concurrency > 0 && perSecond > 0))) {
    throw new Error(
      "The scalability law needs loads and throughputs above zero; a run in which nothing was answered is no point.",
    );
  }
  const columns: ((n: number) => number)[] = [() => 1, (n) => n - 1, (n) => n * (n - 1)];
  const fits = SUBSETS.flatMap((kept) => {
    const solution = solve(
      points,
      kept.map((index) => columns[index]!),
    );
    if (!solution.every((value) => value >= 0) || !(solution[0]! > 0)) return [];
    const of = (index: number) => (kept.includes(index) ? solution[kept.indexOf(index)]! / solution[0]! : 0);
    const law = { rate: 1 / solution[0]!, contention: of(1), coherency: of(2) };
    return [{ law, squares: squaresOf(points, law) }];
  });
  const best = fits.reduce((least, fit) => (fit.squares < least.squares * (1 - EQUAL) ? fit : least));
  return best.law;
}

/** With a coefficient held at zero the other is fitted anew; the rate alone always fits somehow. */
const SUBSETS: readonly (readonly number[])[] = [[0, 1, 2], [0, 1], [0, 2], [0]];
/** What is not better by more than this is rounding, and the fuller law stays. */
const EQUAL = 1e-9;

/** The sum that the fit makes least. */
function squaresOf(points: readonly Measured[], law: ScalabilityLaw): number {
  return points.reduce((sum, point) => sum + (point.perSecond / throughputAt(law, point.concurrency) - 1) ** 2, 0);
}

/** How far the law is from each point. */
export function residualsOf(law: ScalabilityLaw, points: readonly Measured[]): Residual[] {
  return points.map((point) => {
    const fittedPerSecond = throughputAt(law, point.concurrency);
    return { ...point, fittedPerSecond, error: fittedPerSecond / point.perSecond - 1 };
  });
}

/** Weighted normal equations, by Gauss with pivoting. */
function solve(points: readonly Measured[], columns: readonly ((n: number) => number)[]): number[] {
  const size = columns.length;
  const rows = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
  for (const { concurrency, perSecond } of points) {
    const weight = (perSecond / concurrency) ** 2;
    const terms = [...columns.map((column) => column(concurrency)), concurrency / perSecond];
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column <= size; column += 1) rows[row]![column]! += weight * terms[row]! * terms[column]!;
  }
  for (let pivot = 0; pivot < size; pivot += 1) {
    const candidates = rows.slice(pivot).map((row) => Math.abs(row[pivot]!));
    const best = pivot + candidates.indexOf(Math.max(...candidates));
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!];
    for (let row = 0; row < size; row += 1) {
      if (row === pivot) continue;
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column += 1) rows[row]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  return rows.map((row, index) => row[size]! / row[index]!);
}
