/** Virtual time a provider's webhook may take to arrive, ms. */
export const WEBHOOK_MS = 60_000;

/** Pays an open payment as the card form does: with the publishable key and the client secret, at the provider. */
export async function payByCard(
  stripeUrl: string,
  clientSecret: string,
  card = 'pm_card_visa',
): Promise<{ status: string }> {
  const intent = clientSecret.slice(0, clientSecret.indexOf('_secret_'));
  const response = await fetch(`${stripeUrl}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ key: 'pk_test_demo', client_secret: clientSecret, payment_method: card }),
  });
  const body = (await response.json()) as { status?: string; error?: { message?: string } };
  if (!response.ok) throw new Error(`The card was not charged: ${body.error?.message}`);
  return { status: body.status ?? '' };
}

/** Fills in the provider's onboarding page for every payout account that is not complete. */
export async function completeOnboarding(stripeUrl: string): Promise<number> {
  const overview = (await (await fetch(`${stripeUrl}/_control/state`)).json()) as {
    accounts: { id: string; stage: string }[];
  };
  const open = overview.accounts.filter(({ stage }) => stage !== 'complete');
  for (const { id } of open) {
    await fetch(`${stripeUrl}/_control/accounts/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ stage: 'complete' }),
    });
  }
  return open.length;
}
