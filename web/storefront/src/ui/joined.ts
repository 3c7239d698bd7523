/** Class names, without those that do not apply. */
export const joined = (...names: readonly (string | false | null | undefined)[]): string => names.filter(Boolean).join(" ");
