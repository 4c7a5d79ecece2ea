import type { EndpointId } from '#contract/index.ts';
import { countedId } from './ids.ts';

/** Realistic valid bodies by endpoint; ids inside are those of test workspace 1 and test influencer 1. */
export const samples = {
  'influencers.put-rate-card': {
    lines: [
      { platform: 'instagram', type: 'reel', price: { amountMinor: 45_000, currency: 'USD' } },
      { platform: 'tiktok', type: 'video', price: { amountMinor: 38_000, currency: 'USD' } },
    ],
  },
  'applications.apply-to-campaign': {
    proposalDetails: 'Two reels in my morning routine series, and a story with your link on the day they go out.',
    proposedPrice: { amountMinor: 90_000, currency: 'USD' },
  },
  'applications.decide-application': { status: 'approved', reason: 'Your morning routines are just the tone we want.' },
  'offers.create-offer': {
    influencerId: countedId('influencer', 1),
    price: { amountMinor: 90_000, currency: 'USD' },
    deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
    dueOn: '2099-03-15',
    usageRights: 'Organic use on the brand’s own channels for six months.',
    revisionRounds: 1,
    message: 'We loved your proposal; here are our terms.',
    expiresInDays: 7,
  },
  'offers.accept-offer': { version: 1 },
  'offers.counter-offer': {
    version: 1,
    price: { amountMinor: 110_000, currency: 'USD' },
    deliverables: [{ deliverableId: 'reels', type: 'reel', platform: 'instagram', count: 2 }],
    dueOn: '2099-03-20',
    usageRights: 'Organic use on the brand’s own channels for three months.',
    revisionRounds: 1,
    message: 'With three months of usage rights this would work for me.',
    expiresInDays: 5,
  },
  'offers.reject-offer': { reason: 'The dates clash with another campaign.' },
  'payments.fund-escrow': { contractId: countedId('contract', 1) },
  'payments.refund-payment': { contractId: countedId('contract', 1) },
  'payments.release-payment': { contractId: countedId('contract', 1) },
  'content.submit-content': {
    contractId: countedId('contract', 1),
    deliverableId: 'reels',
    mediaUrls: ['https://media.example/reels/morning-routine.mp4'],
    caption: 'Three steps, one serum. #ad',
  },
  'content.review-content': { status: 'approved', note: 'Lovely light, please publish.' },
  'content.report-live': { url: 'https://www.instagram.com/reel/Cx1yZ2abc' },
} as const satisfies Partial<Record<EndpointId, unknown>>;
