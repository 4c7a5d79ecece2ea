import type { RequirementProblem } from './payout-account.ts';

/** What the provider wants, said to the influencer: what it is, and what to do about it. */
export interface WantedThing {
  thing: string;
  todo: string;
}

/** By how the provider's name of a requirement begins; the first that fits counts. */
const WANTED: readonly [start: string, thing: string, todo: string][] = [
  [
    'external_account',
    'Your bank account',
    'Give the account your money shall go to; it must be in your name and in the country of your payout account.',
  ],
  [
    'individual.verification.additional_document',
    'A second document, such as a bill with your address',
    'Upload a bill, a bank statement or a letter of an authority that shows your name and address and is less than six months old.',
  ],
  [
    'individual.verification',
    'A photo of your identity document',
    'Upload a clear photo of a passport, identity card or driving licence, front and back, that is still valid.',
  ],
  ['individual.dob', 'Your date of birth', 'Enter it as it is on your identity document.'],
  ['individual.first_name', 'Your first name', 'Enter it as it is on your identity document.'],
  ['individual.last_name', 'Your last name', 'Enter it as it is on your identity document.'],
  ['individual.email', 'Your e-mail address', 'Enter an address that you read.'],
  ['individual.phone', 'Your phone number', 'Enter a number that you can be reached at.'],
  ['individual.address', 'Your address', 'Enter where you live; a post-office box is not enough.'],
  ['individual.ssn_last_4', 'The end of your social security number', 'Enter its last four digits.'],
  ['individual.id_number', 'Your tax or identity number', 'Enter the number your country gave you.'],
  ['business_type', 'Whether you are a person or a company', 'Choose “individual” unless you have a company.'],
  ['business_profile', 'What you do', 'Say in a sentence what you make, or give the address of your profile.'],
  ['company', 'Details of your company', 'Enter them as they are registered.'],
  ['tos_acceptance', 'Your agreement to Stripe’s terms', 'Read and accept them on Stripe’s page.'],
];

/** What the provider wants, in words, each thing once; what is new to us keeps its name in readable form. */
export function wantedThings(requirements: readonly string[]): WantedThing[] {
  const things = new Map<string, WantedThing>();
  for (const requirement of requirements) {
    const wanted = wantedThing(requirement);
    things.set(wanted.thing, wanted);
  }
  return [...things.values()];
}

function wantedThing(requirement: string): WantedThing {
  const known = WANTED.find(([start]) => requirement === start || requirement.startsWith(`${start}.`));
  if (known) return { thing: known[1], todo: known[2] };
  const bare = requirement.split('.').join(' ').replaceAll('_', ' ');
  return { thing: bare.charAt(0).toUpperCase() + bare.slice(1), todo: 'Stripe’s page says what exactly.' };
}

/** The same as one phrase of a sentence: at most three things by name. */
export function wantedPhrase(requirements: readonly string[]): string {
  const things = wantedThings(requirements).map(({ thing }) => thing.charAt(0).toLowerCase() + thing.slice(1));
  const [first = 'something further', ...more] = things.length > 3 ? [...things.slice(0, 2), 'more'] : things;
  const last = more.pop();
  return last === undefined ? first : `${[first, ...more].join(', ')} and ${last}`;
}

/** Why something given was not accepted, by how the provider's code begins (docs.stripe.com/api/accounts/object, `requirements.errors.code`). */
const PROBLEMS: readonly [start: string, words: string][] = [
  ['verification_document_expired', 'The document has expired; upload one that is still valid.'],
  [
    'verification_document_name',
    'The name on the document is another one; correct your name or upload another document.',
  ],
  [
    'verification_document_dob',
    'The date of birth on the document is another one; correct it or upload another document.',
  ],
  [
    'verification_document_address',
    'The address on the document is another one; correct it or upload another document.',
  ],
  ['verification_document_not_readable', 'The photo could not be read; take it in good light, without reflections.'],
  ['verification_document_not_uploaded', 'The upload did not arrive; upload the document once more.'],
  ['verification_document_missing', 'One side of the document is missing; upload front and back.'],
  ['verification_document', 'The document was not accepted; upload another one.'],
  [
    'verification_failed_keyed_identity',
    'Your details could not be confirmed; check them against your identity document.',
  ],
  ['verification_failed_address_match', 'The address could not be confirmed; check it against your document.'],
  ['verification_failed_id_number_match', 'The number does not belong to the name; check both.'],
  ['verification_failed', 'It could not be confirmed; check what you entered.'],
  ['invalid_address', 'The address is not complete or not a place where you live.'],
  ['invalid_dob', 'The date of birth cannot be right.'],
  ['invalid', 'What was entered was not accepted; check it.'],
];

/** Why something given was not accepted, and what to do, to the influencer. */
export function problemSentence({ code }: RequirementProblem): string {
  return PROBLEMS.find(([start]) => code.startsWith(start))?.[1] ?? 'It was not accepted; give it once more.';
}

/** Why an account is not paid now, and who has to do something, by the provider's `disabled_reason`. */
const DISABLED: readonly [start: string, words: string][] = [
  ['requirements.past_due', 'The time for what Stripe asked for is over. Give it, and payouts go on by themselves.'],
  ['requirements.pending_verification', 'Stripe is checking what you gave. You need not do anything now.'],
  ['action_required', 'Stripe needs you to confirm something. Open its page and follow it.'],
  ['listed', 'Stripe compares your name with a public list. You need not do anything now; it usually takes days.'],
  ['under_review', 'Stripe is reviewing your account. You need not do anything now.'],
  ['platform_paused', 'We have paused payouts to you. Write to support, and we look at it with you.'],
  ['rejected.deauthorized', 'You disconnected this account from Accord. Write to support to connect one again.'],
  ['rejected', 'Stripe does not pay to this account any more. Write to support, and we look at it with you.'],
];

/** Why an account is not paid now, as a sentence to its holder; a reason that is new to us says only that. */
export function disabledSentence(reason: string): string {
  return (
    DISABLED.find(([start]) => reason.startsWith(start))?.[1] ??
    'Stripe has paused this account. Open its page to see what it asks for.'
  );
}

interface ReturnWords {
  why: string;
  todo: string;
}

const OTHER_ACCOUNT = 'Give Stripe another bank account';

/** Why a payment to a bank came back, by the provider's code (docs.stripe.com/api/payouts/failures). */
const RETURNS: Record<string, ReturnWords> = {
  account_closed: { why: 'The bank account has been closed.', todo: `${OTHER_ACCOUNT}.` },
  account_frozen: { why: 'The bank account is frozen.', todo: `Ask your bank why, or give Stripe another account.` },
  bank_account_restricted: {
    why: 'The bank account may not receive such payments.',
    todo: 'Ask your bank, or give Stripe another account.',
  },
  bank_ownership_changed: { why: 'The bank now belongs to another one.', todo: 'Give Stripe your new account number.' },
  could_not_process: { why: 'The bank could not process the payment.', todo: 'Confirm your bank account at Stripe.' },
  declined: { why: 'The bank declined the payment.', todo: 'Ask your bank, or give Stripe another account.' },
  incorrect_account_holder_name: {
    why: 'The name does not belong to the bank account.',
    todo: 'Correct the name of its holder at Stripe.',
  },
  incorrect_account_holder_tax_id: {
    why: 'The tax number does not belong to the bank account.',
    todo: 'Correct the tax number at Stripe.',
  },
  invalid_account_number: { why: 'There is no account of that number.', todo: 'Correct the account number at Stripe.' },
  invalid_currency: {
    why: 'The bank account does not take this currency.',
    todo: `${OTHER_ACCOUNT} that does.`,
  },
  no_account: { why: 'The bank knows no such account.', todo: 'Correct the bank details at Stripe.' },
  unsupported_card: { why: 'The bank does not take payments to this card.', todo: `${OTHER_ACCOUNT}.` },
};

/** Why a payment to a bank came back and what to do; a code that is new to us says the general thing. */
export function returnWords(code: string | null): ReturnWords {
  const known = code !== null && Object.hasOwn(RETURNS, code) ? RETURNS[code] : undefined;
  return known ?? { why: 'The bank did not take the payment.', todo: 'Check your bank details at Stripe.' };
}

/** What becomes of money that came back: the provider keeps it and sends it by itself once the bank account is mended (docs.stripe.com/payouts). */
export const RETURNED_MONEY = 'The money is safe at Stripe and is sent again by itself after that.';
