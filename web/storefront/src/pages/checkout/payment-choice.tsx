import { CreditCard } from "lucide-react";
import { useMessages } from "../../i18n/messages.tsx";
import { ChoiceCard } from "../../ui/choice.tsx";
import { PAYMENT_ID, SANDBOX_TOKENS, type SandboxToken } from "./draft.ts";

type Props = { readonly token: SandboxToken; readonly onChoose: (token: SandboxToken) => void };

/** The sandbox has no cards: what it is to do is chosen instead, and what that means is said. */
export function PaymentChoice({ token, onChoose }: Props) {
  const { checkout: texts } = useMessages();
  return (
    <>
      <div className="checkout__demo">
        <CreditCard size={20} aria-hidden="true" />
        <p>
          <strong>{texts.demoTitle}.</strong> {texts.demoText}
        </p>
      </div>
      <div className="checkout__choices">
        {SANDBOX_TOKENS.map((known, position) => (
          <ChoiceCard
            key={known}
            {...(position === 0 ? { id: PAYMENT_ID } : {})}
            name="payment"
            value={known}
            isChecked={known === token}
            onChoose={() => onChoose(known)}
            title={texts.tokens[known].name}
          >
            <span>{texts.tokens[known].hint}</span>
          </ChoiceCard>
        ))}
      </div>
    </>
  );
}
