import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type AddressToSave, addressesQuery, removeAddress, type SavedAddress, saveAddress } from "../../api/customer.ts";
import { usePreferences } from "../../app/preferences.tsx";
import { useMessages } from "../../i18n/messages.tsx";
import { type AddressErrors, AddressFields } from "../../ui/address-fields.tsx";
import { AddressLines } from "../../ui/address-lines.tsx";
import { addressErrors, emptyAddress, tidyAddress } from "../../ui/address-rules.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckField } from "../../ui/choice.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorSummary } from "../../ui/error-summary.tsx";
import { Failure, FailureLine } from "../../ui/notice.tsx";

const PREFIX = "address";

/** The account's addresses, the usual one first. */
export function Addresses() {
  const { account: texts } = useMessages();
  const { country } = usePreferences();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const { data, error, refetch } = useQuery(addressesQuery);
  const [edited, setEdited] = useState<AddressToSave | null>(null);
  const removal = useMutation({
    mutationFn: removeAddress,
    onSuccess: async () => {
      announce(texts.deleted);
      await queries.invalidateQueries({ queryKey: addressesQuery.queryKey });
    },
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  const saved = data ?? [];
  return (
    <section className="account__card account__card--wide" aria-labelledby="account-addresses">
      <h2 id="account-addresses">{texts.addresses}</h2>
      {data !== undefined && saved.length === 0 && <p className="account__soft">{texts.noAddresses}</p>}
      <ul className="account__addresses">
        {saved.map((known) => (
          <Saved
            key={known.id}
            known={known}
            onEdit={() => setEdited(known)}
            onRemove={() => removal.mutate(known.id)}
            isLeaving={removal.isPending && removal.variables === known.id}
          />
        ))}
      </ul>
      {removal.error && <FailureLine error={removal.error} />}
      <div>
        <Button onClick={() => setEdited({ address: emptyAddress(country), isDefault: saved.length === 0 })}>
          {texts.addAddress}
        </Button>
      </div>
      <Dialog isOpen={edited !== null} onClose={() => setEdited(null)} title={texts.addresses}>
        {edited !== null && <AddressForm start={edited} onDone={() => setEdited(null)} />}
      </Dialog>
    </section>
  );
}

type SavedProps = {
  readonly known: SavedAddress;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly isLeaving: boolean;
};

function Saved({ known, onEdit, onRemove, isLeaving }: SavedProps) {
  const { account: texts } = useMessages();
  const { address, isDefault } = known;
  return (
    <li className="account__address">
      {isDefault && <span className="account__badge">{texts.isDefault}</span>}
      <AddressLines address={address} />
      <div className="account__ways">
        <Button kind="quiet" size="small" aria-label={texts.editAddressOf(address.name)} onClick={onEdit}>
          {texts.editAddress}
        </Button>
        <Button kind="quiet" size="small" aria-label={texts.deleteAddressOf(address.name)} isBusy={isLeaving} onClick={onRemove}>
          {texts.deleteAddress}
        </Button>
      </div>
    </li>
  );
}

function AddressForm({ start, onDone }: { readonly start: AddressToSave; readonly onDone: () => void }) {
  const { account: texts, checkout, common } = useMessages();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [address, setAddress] = useState(start.address);
  const [isDefault, setDefault] = useState(start.isDefault);
  const [errors, setErrors] = useState<AddressErrors>({});
  const [submits, setSubmits] = useState(0);
  const saving = useMutation({
    mutationFn: saveAddress,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: addressesQuery.queryKey });
      announce(texts.saved);
      onDone();
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = addressErrors(address, checkout.required);
    setErrors(found);
    setSubmits((count) => count + 1);
    if (Object.keys(found).length > 0 || saving.isPending) return;
    saving.mutate({ ...(start.id === undefined ? {} : { id: start.id }), address: tidyAddress(address), isDefault });
  }

  const list = Object.entries(errors).map(([field, sentence]) => ({ id: `${PREFIX}-${field}`, sentence }));
  return (
    <form className="account__form" onSubmit={submit} noValidate>
      {list.length > 0 && <ErrorSummary key={submits} title={checkout.errorsTitle(list.length)} errors={list} />}
      <AddressFields address={address} onChange={setAddress} errors={errors} idPrefix={PREFIX} />
      {!start.isDefault && <CheckField label={texts.makeDefault} isChecked={isDefault} onChange={setDefault} />}
      {saving.error && <FailureLine error={saving.error} />}
      <div className="account__ways">
        <Button type="submit" kind="primary" isBusy={saving.isPending}>
          {common.save}
        </Button>
        <Button onClick={onDone}>{common.cancel}</Button>
      </div>
    </form>
  );
}
