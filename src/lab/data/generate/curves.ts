/** A point of a cumulative curve: the `share` of everything that the first `part` of the ranks has. */
export type Knot = readonly [part: number, share: number];

/** How much of everything the most popular part of the ranks has. Between knots, and before the first, it goes as a power. */
export interface ShareCurve {
  shareOf(part: number): number;
  partOf(share: number): number;
}

/** @param knots ascending in both, the last one (1, 1) */
export function createShareCurve(knots: readonly Knot[]): ShareCurve {
  const exponents = knots.map(([part, share], index) => {
    const [nextPart, nextShare] = knots[Math.min(index + 1, knots.length - 1)]!;
    return index + 1 < knots.length ? Math.log(nextShare / share) / Math.log(nextPart / part) : 1;
  });
  const segment = (value: number, column: 0 | 1) => {
    let index = 0;
    while (index + 2 < knots.length && knots[index + 1]![column] < value) index += 1;
    return index;
  };
  return {
    shareOf(part) {
      if (part <= 0) return 0;
      if (part >= 1) return 1;
      const index = segment(part, 0);
      const [from, share] = knots[index]!;
      return share * (part / from) ** exponents[index]!;
    },
    partOf(share) {
      if (share <= 0) return 0;
      if (share >= 1) return 1;
      const index = segment(share, 1);
      const [part, from] = knots[index]!;
      return part * (share / from) ** (1 / exponents[index]!);
    },
  };
}

/** `total` things dealt out to ranks by a curve, so that each rank has a run of them and both directions are a short reckoning. */
export interface Dealt {
  readonly total: number;
  /** The first thing of the rank; those of the rank end where the next one's begin. */
  first(rank: number): number;
  rankOf(thing: number): number;
}

export function deal(total: number, ranks: number, curve: ShareCurve): Dealt {
  const first = (rank: number) => (rank >= ranks ? total : Math.floor(total * curve.shareOf(rank / ranks)));
  return {
    total,
    first,
    rankOf(thing) {
      let rank = Math.min(ranks - 1, Math.floor(ranks * curve.partOf((thing + 0.5) / total)));
      while (rank > 0 && first(rank) > thing) rank -= 1;
      while (first(rank + 1) <= thing) rank += 1;
      return rank;
    },
  };
}

/** The mean of the group that this part of all values is in: groups are of one size, so the mean of all comes out. */
export function ofGroup(groups: readonly number[], at: number): number {
  return groups[Math.min(groups.length - 1, Math.floor(at * groups.length))]!;
}

/** The same, gliding from one group to the next: for what shall have many values. */
export function betweenGroups(groups: readonly number[], at: number): number {
  const place = at * (groups.length - 1);
  const index = Math.min(groups.length - 2, Math.floor(place));
  const from = groups[index]!;
  return from + (groups[index + 1]! - from) * (place - index);
}
