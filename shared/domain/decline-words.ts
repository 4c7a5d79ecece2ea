const DECLINES: Record<string, string> = {
  card_declined: 'The bank declined the card.',
  generic_decline: 'The bank declined the card.',
  insufficient_funds: 'There is not enough money on this card.',
  lost_card: 'The bank declined the card.',
  stolen_card: 'The bank declined the card.',
  expired_card: 'The card has expired.',
  incorrect_cvc: 'The security code of the card is not right.',
  incorrect_number: 'The card number is not right.',
  processing_error: 'The bank could not process the card just now.',
  payment_intent_authentication_failure: 'The bank could not confirm that it is you.',
  authentication_required: 'The bank wants you to confirm the payment.',
};

/** Codes of a payer who did not confirm the payment to their bank (3-D Secure). */
const UNCONFIRMED: readonly string[] = ['payment_intent_authentication_failure', 'authentication_required'];

/** What to do about a card that was refused. */
export function declineTodo(code: string | null | undefined): string {
  return code && UNCONFIRMED.includes(code)
    ? 'Pay again and confirm it as your bank asks, in its app or by its code.'
    : 'Check the details or use another card.';
}

/** Why a card was refused, by the provider's code; its own sentence where the code is new. */
export function declineSentence(code: string | null | undefined, message?: string): string {
  return (code && Object.hasOwn(DECLINES, code) && DECLINES[code]) || message || 'The payment did not go through.';
}
