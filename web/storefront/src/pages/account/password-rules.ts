import type { Messages } from "../../i18n/locales.ts";

/** As the API takes them, in characters. */
export const MIN_PASSWORD_LENGTH = 8;
const MAX_PASSWORD_LENGTH = 128;

/** What is wrong with a new password; null: nothing. */
export function passwordError(password: string, sentences: Messages["account"]["required"]): string | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH) return sentences.passwordShort(MIN_PASSWORD_LENGTH);
  return length > MAX_PASSWORD_LENGTH ? sentences.passwordLong(MAX_PASSWORD_LENGTH) : null;
}
