import { Moon, Sun, SunMoon } from "lucide-react";
import { useMessages } from "../../i18n/messages.tsx";
import { IconButton } from "../../ui/button.tsx";
import { type Theme, usePreferences } from "../preferences.tsx";

const next: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const icons = { system: SunMoon, light: Sun, dark: Moon };

/** One button that goes round: as the system, light, dark. */
export function ThemeSwitch() {
  const { common } = useMessages();
  const { theme, change } = usePreferences();
  const Icon = icons[theme];
  return (
    <IconButton label={`${common.theme}: ${common.themes[theme]}`} onClick={() => change({ theme: next[theme] })}>
      <Icon size={22} aria-hidden="true" />
    </IconButton>
  );
}
