import { create } from '#data/change.ts';
import { ExchangeRates } from '#data/exchange-rates.ts';
import { PayoutAccounts, ProviderRefs } from '#data/payout.ts';
import { type Workspace, Workspaces } from '#data/workspace.ts';
import { smallestCharge } from '#domain/charge-limits.ts';
import type { Currency } from '#domain/currencies.ts';
import { payoutRate } from '#domain/exchange.ts';
import { STANDARD_FEE } from '#domain/fee-tiers.ts';
import type { OfferTerms } from '#domain/offer.ts';
import { quoteOf } from '#domain/quote.ts';
import { handler as takeRates } from '#functions/schedules/take-exchange-rates.ts';
import { provider as openProvider } from '#providers/stripe.ts';
import { memberItems, workspaceItems } from '#runtime/account.ts';
import { testMember } from '../call.ts';
import { aCampaign, anOffer, putOffer, putOpenCampaign, write } from '../deal.ts';
import { countedId } from '../ids.ts';
import { aWorkspace, personChanges } from '../workspace.ts';
import { API_KEY } from './provider.ts';
import type { World } from './world.ts';

const LONG_AGO = '2026-11-01T00:00:00.000Z';
export const CAMPAIGN = countedId('campaign', 1);
export const OWNER = testMember(1);
/** Another owner of the same workspace. */
export const PARTNER = { ...testMember(1), userId: countedId('user', 2), sessionId: 'session-2' };

/** Currencies of campaigns and of payout accounts, with a country that is paid in them: with two places, without any, and paid out in whole units only. */
const COUNTRY_OF = { USD: 'US', EUR: 'DE', GBP: 'GB', JPY: 'JP', HUF: 'HU' } as const satisfies Partial<
  Record<Currency, string>
>;
type Played = keyof typeof COUNTRY_OF;
export const PLAYED = Object.keys(COUNTRY_OF) as Played[];

/** Puts the deal in place as it is before anybody accepts: campaign, offers, accounts; to how many influencers there are offers. */
export async function prepareDeal(world: World): Promise<number> {
  const currency: Played = world.pick(2) === 0 ? 'USD' : (PLAYED[world.pick(PLAYED.length)] ?? 'USD');
  if (currency !== 'USD') world.meet('campaign-in-other-currency');
  const least = smallestCharge(currency);
  const influencers = 1 + world.pick(3);
  const prices = Array.from({ length: influencers }, () => 20 * least + world.pick(1800 * least));
  const total = prices.reduce((sum, price) => sum + price, 0);
  // Not all of them fit when everybody is after the last money.
  const room = influencers > 1 && world.faults.happens('crowd') ? total - 1 - world.pick(Math.min(...prices)) : total;
  const money = (amountMinor: number) => ({ amountMinor, currency });
  const campaign = aCampaign(1, { status: 'active', budget: { min: money(least), max: money(room) } });
  await putWorkspace(world, currency, 1000 * least);
  await putOpenCampaign(campaign);
  await takeRates();
  const pieces = 1 + world.pick(2);
  for (const [index, amountMinor] of prices.entries()) {
    const offer = anOffer(index + 1, campaign);
    const { terms } = offer.current;
    const paidIn = await openAccount(world, countedId('influencer', index + 1), currency);
    const deliverables = terms.deliverables.map((deliverable) => ({ ...deliverable, count: pieces }));
    const agreed = { ...terms, ...timeToObject(amountMinor), price: money(amountMinor), deliverables };
    const inTwo = world.pick(3) === 0 ? inMilestones(world, agreed, 10 * least) : agreed;
    await putOffer({
      ...offer,
      current: { ...offer.current, terms: inTwo, quote: quoteFor(world, agreed, paidIn) },
    });
  }
  return influencers;
}

/** Mostly as from before it could be agreed on; else by the price, so that nothing else in the story depends on it. */
function timeToObject(amountMinor: number): Pick<OfferTerms, 'objectionHours'> {
  const objectionHours = [24, 36, 120][amountMinor % 8];
  return objectionHours === undefined ? {} : { objectionHours };
}

/** The workspace as it is made, with a second owner, and in one of three with a price above which a release takes two people (minor units). */
async function putWorkspace(world: World, currency: Currency, secondMinor: number): Promise<void> {
  const secondReleaserAboveMinor = world.pick(3) === 0 ? secondMinor : null;
  const { workspaceId, brandId } = OWNER;
  const owner = { userId: OWNER.userId, name: 'Ada Owner', email: 'ada@glow.example' };
  const partner = { userId: PARTNER.userId, name: 'Bea Owner', email: 'bea@glow.example' };
  const made = { ...aWorkspace(1, { currency }), name: 'Glow Labs', brandId, owner };
  const items = [
    ...workspaceItems(made, LONG_AGO).map(({ entity, value }) => ({
      entity,
      value:
        entity === Workspaces
          ? {
              ...(value as Workspace),
              ...{ memberCount: 2, ownerCount: 2 },
              policies: { ...(value as Workspace).policies, secondReleaserAboveMinor },
            }
          : value,
    })),
    ...memberItems(workspaceId, partner, 'owner', LONG_AGO),
  ];
  await write(
    ...items.map(({ entity, value }) => create(entity, value)),
    ...personChanges(owner.userId, { workspace: { id: workspaceId, role: 'owner' }, sessionId: OWNER.sessionId }),
  );
}

/** What an influencer is told of a price: with the rate of the day where it is changed, and now and then before any rate was known. */
function quoteFor(
  world: World,
  { price, dueOn, objectionHours }: OfferTerms,
  paidIn: { country: string; currency: Currency },
) {
  const now = new Date(world.scheduler.nowMs).toISOString();
  const [item] = world.items('exchange_rates');
  const rates = item && world.pick(4) > 0 ? ExchangeRates.parse(item) : undefined;
  const exchange = payoutRate(rates, { from: price.currency, to: paidIn.currency }, now);
  if (exchange) world.meet('rate-promised');
  const { country, currency: payoutCurrency } = paidIn;
  return quoteOf({
    price,
    fee: STANDARD_FEE,
    quotedOn: now.slice(0, 10),
    dueOn,
    objectionHours,
    country,
    payoutCurrency,
    exchange,
  });
}

/** The same terms in two milestones, each with content of its own and worth at least so much (minor units). */
function inMilestones(world: World, terms: OfferTerms, leastMinor: number): OfferTerms {
  const { price, dueOn } = terms;
  const first = leastMinor + world.pick(price.amountMinor - 2 * leastMinor + 1);
  const [reels] = terms.deliverables;
  if (!reels) return terms;
  const milestone = (deliverableId: string, amountMinor: number) => ({
    ...{ title: `For ${deliverableId}`, deliverableIds: [deliverableId], dueOn },
    price: { ...price, amountMinor },
  });
  return {
    ...terms,
    deliverables: [reels, { ...reels, deliverableId: 'more', count: 1 }],
    milestones: [milestone(reels.deliverableId, first), milestone('more', price.amountMinor - first)],
  };
}

/** A payout account; mostly in the campaign's currency, else in another one, which the product now and then has not heard of yet. */
async function openAccount(world: World, influencerId: string, campaigns: Played) {
  const currency = world.pick(5) > 1 ? campaigns : (PLAYED[world.pick(PLAYED.length)] ?? campaigns);
  const country = COUNTRY_OF[currency];
  const isKnown = world.pick(4) > 0;
  if (currency !== campaigns) world.meet('paid-in-other-currency');
  const stripe = openProvider({ key: API_KEY, url: 'http://127.0.0.1:1' });
  const { accountId } = await stripe.createAccount({ influencerId, country, platformCountry: 'US' });
  await world.provider.control('POST', `accounts/${accountId}`, { stage: 'complete' });
  await write(
    create(PayoutAccounts, {
      ...{ influencerId, accountId, country, status: 'payable', payable: true, transfersActive: true },
      ...(isKnown ? { currency } : {}),
      ...{ requirementsPastDue: [], requirementsLater: [], requirementsInReview: [], requirementProblems: [] },
      ...{ payoutsEnabled: true, detailsSubmitted: true, requirementsDue: [], requirementsDueAtMs: null },
      ...{ disabledReason: null, version: 1, createdAt: LONG_AGO, updatedAt: LONG_AGO },
    }),
    create(ProviderRefs, { providerId: accountId, influencerId }),
  );
  return { country, currency };
}
