import { useId } from "react";
import type { Product, Variant } from "../../api/catalog.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { joined } from "../../ui/joined.ts";
import { picturesOf } from "../../ui/pictures.ts";
import { useAttributeLabels } from "../../ui/use-attribute-labels.ts";
import { type OptionValue, optionNames, optionValues } from "./variant-choice.ts";
import "./option-picker.css";

type Props = {
  readonly product: Product;
  readonly variant: Variant;
  readonly onChoose: (variantId: number) => void;
};

/** One group of choices for each option, such as colour and size. */
export function OptionPicker({ product, variant, onChoose }: Props) {
  const label = useAttributeLabels();
  return optionNames(product.variants).map((name) => (
    <fieldset key={name} className="option-picker">
      <legend className="option-picker__name">
        {label(name)}: <span className="option-picker__chosen">{variant.options[name]}</span>
      </legend>
      <div className="option-picker__values">
        {optionValues(product.variants, variant.options, name).map((value) => (
          <Value
            key={value.value}
            name={name}
            product={product}
            value={value}
            isChosen={variant.options[name] === value.value}
            onChoose={() => onChoose(value.variantId)}
          />
        ))}
      </div>
    </fieldset>
  ));
}

/** Options that are seen rather than read are shown with a picture. */
const PICTURED: readonly string[] = ["colour", "design"];
const PICTURE_PX = 64;

type ValueProps = {
  readonly name: string;
  readonly product: Product;
  readonly value: OptionValue;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Value({ name, product, value, isChosen, onChoose }: ValueProps) {
  const { product: words } = useMessages();
  const group = useId();
  const variant = product.variants.find(({ id }) => id === value.variantId);
  const isPictured = PICTURED.includes(name);
  return (
    <label
      title={value.value}
      className={joined(
        "option-picker__value",
        isPictured && "option-picker__value--pictured",
        !value.canBeBought && "option-picker__value--gone",
      )}
    >
      <input
        type="radio"
        name={`${name} ${product.id}`}
        aria-describedby={value.canBeBought ? undefined : group}
        checked={isChosen}
        onChange={onChoose}
      />
      {isPictured && (
        <img src={picturesOf(product, variant)[0]?.url} alt="" width={PICTURE_PX} height={PICTURE_PX} loading="lazy" />
      )}
      <span className={isPictured ? "visually-hidden" : undefined}>{value.value}</span>
      {!value.canBeBought && (
        <span id={group} className="visually-hidden">
          {words.soldOut}
        </span>
      )}
    </label>
  );
}
