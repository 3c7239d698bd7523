import type { Address } from "../api/checkout.ts";
import { hasRegion, US_STATES } from "../api/countries.ts";
import { useMessages } from "../i18n/messages.tsx";
import { SelectField, TextField } from "./field.tsx";
import { useCountries } from "./use-countries.ts";
import "./address-fields.css";

export type AddressField = "name" | "line1" | "line2" | "postalCode" | "city" | "region" | "country";
export type AddressErrors = Partial<Record<AddressField, string>>;

type Props = {
  readonly address: Address;
  readonly onChange: (address: Address) => void;
  readonly errors: AddressErrors;
  /** Begins the ids of the fields, so that a summary of errors can lead to them. */
  readonly idPrefix: string;
  /** `shipping` where browsers shall fill in what they keep for deliveries. */
  readonly section?: string;
};

/** As the API takes them. */
const MAX_LENGTHS = { name: 120, line1: 200, line2: 200, city: 120, region: 80, postalCode: 32 } as const;

/** An address with the words that let browsers fill it in. */
export function AddressFields({ address, onChange, errors, idPrefix, section = "shipping" }: Props) {
  const { checkout: texts } = useMessages();
  const countries = useCountries();

  function text(field: Exclude<AddressField, "country">, autoComplete: string, label: string) {
    return (
      <TextField
        id={`${idPrefix}-${field}`}
        label={label}
        value={address[field] ?? ""}
        onChange={(event) => onChange({ ...address, [field]: event.target.value })}
        maxLength={MAX_LENGTHS[field]}
        autoComplete={`${section} ${autoComplete}`}
        isOptional={field === "line2" || field === "region"}
        required={field !== "line2" && field !== "region"}
        error={errors[field]}
      />
    );
  }

  return (
    <div className="address-fields">
      {text("name", "name", texts.name)}
      <SelectField
        id={`${idPrefix}-country`}
        label={texts.country}
        value={address.country}
        onChange={(event) => onChange({ ...address, country: event.target.value })}
        autoComplete={`${section} country`}
        required
        error={errors.country}
      >
        {!countries.some(({ code }) => code === address.country) && <option value={address.country}>{address.country}</option>}
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      {text("line1", "address-line1", texts.line1)}
      {text("line2", "address-line2", texts.line2)}
      <div className="address-fields__row">
        {text("postalCode", "postal-code", texts.postalCode)}
        {text("city", "address-level2", texts.city)}
      </div>
      {address.country === "US" ? (
        <SelectField
          id={`${idPrefix}-region`}
          label={texts.state}
          value={address.region ?? ""}
          onChange={(event) => onChange({ ...address, region: event.target.value })}
          autoComplete={`${section} address-level1`}
          required
          error={errors.region}
        >
          <option value="">{texts.chooseState}</option>
          {Object.entries(US_STATES).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : (
        hasRegion(address.country) && text("region", "address-level1", texts.region)
      )}
    </div>
  );
}
