import type { Expression, Unit } from "../types.ts";

export type Query = {
  readonly expr: Expression;
  /** With `{{label}}` of its series. */
  readonly legend: string;
  /** Why a healthy shop may have no such series; shown in the panel when it has none. */
  readonly mayBeEmpty?: string;
};

export type Panel = {
  readonly title: string;
  /** What it says, and from which number on it is bad; shown when somebody points at it. */
  readonly about: string;
  readonly kind: "lines" | "number" | "bars";
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Drawn as a line or colour: from here on it is too much, or with `below` too little. */
  readonly warn?: number;
  readonly alarm?: number;
  readonly below?: true;
  /** Columns of 24. */
  readonly width: number;
};

export type Row = { readonly title: string; readonly panels: readonly Panel[] };

export type Dashboard = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly rows: readonly Row[];
};

/** Columns of a line of panels. */
export const COLUMNS = 24;

type Extra = Partial<Pick<Panel, "warn" | "alarm" | "below" | "width">>;

const panel =
  (kind: Panel["kind"], width: number) =>
  (title: string, unit: Unit, about: string, queries: readonly Query[], extra: Extra = {}): Panel => ({
    kind,
    title,
    unit,
    about,
    queries,
    width,
    ...extra,
  });

export const lines = panel("lines", 8);
export const number = panel("number", 4);
export const bars = panel("bars", 8);

export const query = (expr: string | Expression, legend: string, mayBeEmpty?: string): Query => ({
  expr: typeof expr === "string" ? () => expr : expr,
  legend,
  ...(mayBeEmpty === undefined ? {} : { mayBeEmpty }),
});
