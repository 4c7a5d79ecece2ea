/** Stripe's test cards and what they do (docs.stripe.com/testing). Numbers exist here only as this table's keys. */
import type Stripe from 'stripe';
import { type StripeErrorBody, StripeRefusal } from './errors.ts';
import type { Change, Doc } from './state.ts';

export type Behaviour =
  | 'succeeds'
  | 'bypasses_pending'
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'requires_authentication'
  | 'authentication_then_decline'
  | 'disputed'
  | 'refund_pending'
  | 'refund_fails';

const NUMBERS: Record<string, Behaviour> = {
  '4242424242424242': 'succeeds',
  '5555555555554444': 'succeeds',
  '378282246310005': 'succeeds',
  '4000000000000077': 'bypasses_pending',
  '4000000000000002': 'generic_decline',
  '4000000000009995': 'insufficient_funds',
  '4000000000009987': 'lost_card',
  '4000000000000069': 'expired_card',
  '4000000000000127': 'incorrect_cvc',
  '4000000000000119': 'processing_error',
  '4000002500003155': 'requires_authentication',
  '4000002760003184': 'requires_authentication',
  '4000008400001629': 'authentication_then_decline',
  '4000000000000259': 'disputed',
  '4000000000007726': 'refund_pending',
  '4000000000005126': 'refund_fails',
};

/** The ready-made payment methods a server may name. */
const TEST_METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_bypassPending: '4000000000000077',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedLostCard: '4000000000009987',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_threeDSecure2Required: '4000002760003184',
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: '4000008400001629',
  pm_card_createDispute: '4000000000000259',
  pm_card_pendingRefund: '4000000000007726',
  pm_card_refundFail: '4000000000005126',
};

const DECLINES: Partial<Record<Behaviour, { code: string; declineCode: string; message: string }>> = {
  generic_decline: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  authentication_then_decline: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  lost_card: { code: 'card_declined', declineCode: 'lost_card', message: 'Your card was declined.' },
  expired_card: { code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
};

/** Why the card refuses a charge, or undefined when it pays. */
export function declineOf(behaviour: Behaviour): { code: string; declineCode: string; message: string } | undefined {
  return DECLINES[behaviour];
}

export function needsAuthentication(behaviour: Behaviour): boolean {
  return behaviour === 'requires_authentication' || behaviour === 'authentication_then_decline';
}

/** 402 as a card refusal comes over the wire. */
export function cardRefusal(body: Omit<StripeErrorBody, 'type'>, keep = false): StripeRefusal {
  return new StripeRefusal(402, { type: 'card_error', ...body }, { keep, validation: !keep });
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits.length >= 12 && sum % 10 === 0;
}

export interface CardInput {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string | undefined;
}

/** Keeps a card as a payment method: last four digits and behaviour, never the number. 402 for a card that cannot exist. */
export function addPaymentMethod(
  change: Change,
  card: CardInput,
  billing: { name?: string | undefined; email?: string | undefined; postalCode?: string | undefined } = {},
): Doc<Stripe.PaymentMethod> {
  const digits = card.number.replace(/\D/g, '');
  if (!passesLuhn(digits)) {
    throw cardRefusal({ code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' });
  }
  const behaviour = NUMBERS[digits];
  if (!behaviour) {
    const message = 'Your card was declined. Your request was in test mode, but used a non test card.';
    throw cardRefusal({ code: 'card_declined', decline_code: 'test_mode_live_card', message });
  }
  checkExpiry(change, card);
  if (card.cvc !== undefined && !/^\d{3,4}$/.test(card.cvc)) {
    throw cardRefusal({ code: 'invalid_cvc', message: "Your card's security code is invalid.", param: 'cvc' });
  }
  const fingerprint = change.state.scramble(`card${digits}`, 16);
  return change.add(
    'payment_method',
    methodOf(change.newId('pm'), change.now, digits, card, fingerprint, billing),
    null,
    {
      behaviour,
    },
  );
}

function checkExpiry(change: Change, card: CardInput): void {
  const today = new Date(change.nowMs);
  const year = card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year;
  if (card.exp_month < 1 || card.exp_month > 12) {
    const message = "Your card's expiration month is invalid.";
    throw cardRefusal({ code: 'invalid_expiry_month', message, param: 'exp_month' });
  }
  if (year * 12 + card.exp_month < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1 || year > 2099) {
    const message = "Your card's expiration year is invalid.";
    throw cardRefusal({ code: 'invalid_expiry_year', message, param: 'exp_year' });
  }
}

function methodOf(
  id: string,
  created: number,
  digits: string,
  card: CardInput,
  fingerprint: string,
  billing: { name?: string | undefined; email?: string | undefined; postalCode?: string | undefined },
): Stripe.PaymentMethod {
  const brand = digits.startsWith('4') ? 'visa' : digits.startsWith('5') ? 'mastercard' : 'amex';
  const address = {
    city: null,
    country: null,
    line1: null,
    line2: null,
    postal_code: billing.postalCode ?? null,
    state: null,
  };
  return {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address, email: billing.email ?? null, name: billing.name ?? null, phone: null, tax_id: null },
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
      country: 'US',
      display_brand: brand,
      exp_month: card.exp_month,
      exp_year: card.exp_year < 100 ? 2000 + card.exp_year : card.exp_year,
      fingerprint,
      funding: 'credit',
      generated_from: null,
      last4: digits.slice(-4),
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  } as Stripe.PaymentMethod;
}

/** The payment method of that id, made on the spot for Stripe's ready-made ones; undefined when there is none. */
export function findPaymentMethod(change: Change, id: string): Doc<Stripe.PaymentMethod> | undefined {
  const number = TEST_METHODS[id];
  if (!number) return change.find('payment_method', id);
  const exp_year = new Date(change.nowMs).getUTCFullYear() + 4;
  return addPaymentMethod(change, { number, exp_month: 12, exp_year, cvc: '123' });
}
