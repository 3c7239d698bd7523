import type { Address } from "../../api/checkout.ts";
import type { SavedAddress } from "../../api/customer.ts";
import { useMessages } from "../../i18n/messages.tsx";
import { type AddressErrors, AddressFields } from "../../ui/address-fields.tsx";
import { CheckField, ChoiceCard } from "../../ui/choice.tsx";
import { ADDRESS_PREFIX } from "./draft.ts";

type Props = {
  /** The account's; a guest has none. */
  readonly saved: readonly SavedAddress[];
  readonly savedId: string | null;
  readonly onChoose: (saved: SavedAddress | null) => void;
  readonly address: Address;
  readonly onChange: (address: Address) => void;
  readonly errors: AddressErrors;
  readonly isCustomer: boolean;
  readonly keepsAddress: boolean;
  readonly onKeep: (keeps: boolean) => void;
};

/** One of the account's addresses, or another one that is typed. */
export function AddressChoice(props: Props) {
  const { checkout: texts } = useMessages();
  const { saved, savedId, onChoose, address, onChange, errors, isCustomer, keepsAddress, onKeep } = props;
  return (
    <>
      {saved.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: the section around it is the fieldset already
        <div className="checkout__choices" role="group" aria-label={texts.savedAddresses}>
          {saved.map((known) => (
            <ChoiceCard
              key={known.id}
              name="saved-address"
              value={known.id}
              isChecked={known.id === savedId}
              onChoose={() => onChoose(known)}
              title={known.address.name}
            >
              <span>{oneLine(known.address)}</span>
            </ChoiceCard>
          ))}
          <ChoiceCard
            name="saved-address"
            value="other"
            isChecked={savedId === null}
            onChoose={() => onChoose(null)}
            title={texts.otherAddress}
          />
        </div>
      )}
      {savedId === null && (
        <>
          <AddressFields address={address} onChange={onChange} errors={errors} idPrefix={ADDRESS_PREFIX} />
          {isCustomer && <CheckField label={texts.saveAddress} isChecked={keepsAddress} onChange={onKeep} />}
        </>
      )}
    </>
  );
}

const oneLine = ({ line1, line2, postalCode, city, region, country }: Address): string =>
  [line1, line2, [postalCode, city].join(" "), region, country].filter(Boolean).join(", ");
