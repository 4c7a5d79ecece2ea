import type { FrameLocator, Locator } from 'playwright-core';
import type { ApiSession } from '#local/seed/api-session.ts';
import type { Stage, Visitor } from './browser.ts';

/** The two sides of a campaign's deals while a journey goes through them. */
export interface Sides {
  stage: Stage;
  brand: Visitor;
  creator: Visitor;
  /** The same two past the screens. */
  owner: ApiSession;
  influencer: ApiSession;
  campaignId: string;
  title: string;
}

export async function openCampaignPart({ page }: Visitor, campaignId: string, part: string): Promise<void> {
  await page.goto(`/campaigns/${campaignId}?tab=${part}`);
  await page.getByRole('navigation', { name: 'Parts of the campaign' }).waitFor();
}

export const cardFrame = ({ page }: Visitor): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment input frame"]');

export async function fillCard(card: FrameLocator, number: string): Promise<void> {
  await card.getByLabel('Card number').fill(number);
  await card.getByLabel('Expiry date (MM / YY)').fill('12 / 34');
  await card.getByLabel('Security code').fill('123');
  await card.getByLabel('Postal code').fill('12345');
}

/** Presses a button below the card form by the keyboard: the frame tells its height a moment after what changed it, and moves the button. */
export const press = (button: Locator): Promise<void> => button.press('Enter');

/** A further contract of both sides, offered and accepted past the screens; answers its id. */
export async function agree({ stage, owner, influencer, campaignId }: Sides, edit: object): Promise<string> {
  const { influencerId } = await influencer.do('GET /influencers/profile');
  const { offerId } = await owner.do(`POST /campaigns/${campaignId}/offers`, {
    influencerId,
    deliverables: [{ deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 }],
    dueOn: dayFrom(stage, 150),
    usageRights: 'Our own channels, a year.',
    revisionRounds: 1,
    ...edit,
  });
  return (await influencer.do(`POST /offers/${offerId}/accept`, { version: 1 })).contractId;
}

/** The day so many days from now, YYYY-MM-DD. */
export function dayFrom({ platform }: Stage, days: number): string {
  return new Date(platform.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Asks the provider's stand-in, as its dashboard or the outside world would. */
export async function askStripe(
  { platform }: Stage,
  path: string,
  { method = 'POST', json, form }: { method?: string; json?: object; form?: Record<string, string> } = {},
  // biome-ignore lint/suspicious/noExplicitAny: a JSON answer that journeys look into
): Promise<any> {
  const answer = await fetch(`http://127.0.0.1:${platform.providerPorts.stripe}${path}`, {
    method,
    headers: {
      authorization: 'Bearer sk_test_by_hand',
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    ...(form ? { body: new URLSearchParams(form) } : json ? { body: JSON.stringify(json) } : {}),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`Stripe answered ${answer.status} to ${path}: ${JSON.stringify(body)}`);
  return body;
}
