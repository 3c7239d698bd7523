import { useQuery } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { useState } from "react";
import { currencies } from "../api/markets.ts";
import { type Locale, locales } from "../i18n/locales.ts";
import { useMessages } from "../i18n/messages.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { useCountries } from "../ui/use-countries.ts";
import { usePreferences } from "./preferences.tsx";
import { useCartFollows } from "./use-cart-follows.ts";
import { useCurrency } from "./use-currency.ts";
import "./region-switch.css";

/** Where the shopper chooses language, country and currency. What is chosen holds at once, and is kept. */
export function RegionSwitch() {
  const { common } = useMessages();
  const { locale } = usePreferences();
  const currency = useCurrency();
  const [isOpen, setOpen] = useState(false);
  useCartFollows();
  const now = `${locale.toUpperCase()} · ${currency ?? ""}`;
  return (
    <>
      <IconButton label={`${common.regionSettings}: ${now}`} className="region-switch" onClick={() => setOpen(true)}>
        <Globe size={20} aria-hidden="true" />
        <span className="region-switch__now" aria-hidden="true">
          {now}
        </span>
      </IconButton>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={common.regionSettings} className="region-dialog">
        <Choices onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** The currency of the country, unless another one is chosen. */
const AS_COUNTRY = "";

function Choices({ onDone }: { readonly onDone: () => void }) {
  const { common } = useMessages();
  const { locale, country, currency, change } = usePreferences();
  const countries = useCountries();
  const { data } = useQuery(currencies);
  const names = new Intl.DisplayNames([locale], { type: "currency" });
  const usual = countries.find(({ code }) => code === country)?.currency;
  return (
    <form
      className="region-switch__form"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <SelectField label={common.language} value={locale} onChange={(event) => change({ locale: event.target.value as Locale })}>
        {Object.entries(locales).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField label={common.country} value={country} onChange={(event) => change({ country: event.target.value })}>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={common.currency}
        value={currency ?? AS_COUNTRY}
        onChange={(event) => change({ currency: event.target.value === AS_COUNTRY ? null : event.target.value })}
      >
        <option value={AS_COUNTRY}>{common.currencyOfCountry(usual ?? "")}</option>
        {data?.items.map(({ code }) => (
          <option key={code} value={code}>
            {code} · {names.of(code)}
          </option>
        ))}
      </SelectField>
      <Button type="submit" kind="primary">
        {common.close}
      </Button>
    </form>
  );
}
