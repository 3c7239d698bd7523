import type { Product } from "../../api/catalog.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { useFormat } from "../../i18n/use-format.ts";
import { useAttribute, useAttributeLabels } from "../../ui/use-attribute-labels.ts";
import "./details.css";

type Props = { readonly product: Product; readonly sku: string | null };

/** The description beside the facts. */
export function Details({ product, sku }: Props) {
  const { product: words } = useMessages();
  const label = useAttributeLabels();
  const value = useAttributeValue();
  const facts = Object.entries(product.attributes);
  return (
    <section className="details product-section">
      <div>
        <h2 className="details__head">{words.description}</h2>
        <p className="details__text">{product.description}</p>
      </div>
      <div>
        <h2 className="details__head">{words.details}</h2>
        <dl className="details__facts">
          {product.brand && (
            <div>
              <dt>{words.brand}</dt>
              <dd>{product.brand.name}</dd>
            </div>
          )}
          {facts.map(([name, raw]) => (
            <div key={name}>
              <dt>{label(name)}</dt>
              <dd>{value(name, raw)}</dd>
            </div>
          ))}
          {sku && (
            <div>
              <dt>{words.sku}</dt>
              <dd>{sku}</dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  );
}

function useAttributeValue(): (name: string, raw: string | number | boolean) => string {
  const { product } = useMessages();
  const format = useFormat();
  const attribute = useAttribute();
  return (name, raw) => {
    if (typeof raw === "boolean") return raw ? product.yes : product.no;
    const text = typeof raw === "number" ? format.number(raw, MAX_DIGITS) : raw;
    const unit = attribute(name)?.unit;
    return unit ? `${text} ${unit}` : text;
  };
}

const MAX_DIGITS = 3;
