/** What a webhook of the payment provider is about; undefined for kinds that change nothing here. */
export type ProviderTarget = 'payment' | 'warning' | 'transfer' | 'account' | 'payout' | 'balance';

const TARGETS: readonly [RegExp, ProviderTarget][] = [
  [/^payment_intent\./, 'payment'],
  [/^charge\.(refunded|refund\.updated|dispute\.\w+|updated)$/, 'payment'],
  [/^refund\./, 'payment'],
  [/^radar\.early_fraud_warning\./, 'warning'],
  [/^transfer\.(created|updated|reversed)$/, 'transfer'],
  [/^(account\.(updated|application\.deauthorized|external_account\.\w+)|(capability|person)\.updated)$/, 'account'],
  [/^payout\./, 'payout'],
  [/^balance\.available$/, 'balance'],
];

/** Which thing a kind of webhook says has changed. */
export function targetOf(kind: string): ProviderTarget | undefined {
  return TARGETS.find(([pattern]) => pattern.test(kind))?.[1];
}
