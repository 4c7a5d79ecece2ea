import { useEffect } from 'react';
import { createTicket } from '#contract/areas/live.ts';
import type { EndpointId } from '#contract/index.ts';
import { type LiveEventName, type LivePush, rooms } from '#contract/live.ts';
import { firstIdAt } from '#domain/live.ts';
import { readAgainSoon } from './follow-up.ts';
import { api, queryClient } from './index.ts';
import { type Live, type LiveDeps, type Socket, startLive } from './live.ts';
import { askPlace } from './place.ts';
import { readAgain } from './read-again.ts';
import { serverNowMs } from './server-time.ts';

/** Areas of the API whose answers a push may have changed. */
const TOUCHED: Record<LiveEventName, readonly string[]> = {
  'campaign:status': ['campaigns', 'applications', 'influencers'],
  'campaign:publishing': ['campaigns'],
  'application:changed': ['applications', 'influencers'],
  'offer:changed': ['offers', 'contracts', 'applications', 'rights'],
  'offer:created': ['offers', 'contracts', 'applications'],
  'content:approved': ['content', 'contracts'],
  'content:changed': ['content', 'contracts', 'moderation'],
  'content:commented': ['content'],
  'content:checked': ['content', 'contracts'],
  'upload:inspected': ['uploads'],
  'document:changed': ['documents'],
  'payment:approval': ['payments', 'contracts'],
  'dispute:changed': ['disputes', 'contracts', 'payments', 'campaigns'],
  'payment:released': ['payments', 'ledger', 'payouts', 'contracts'],
  'invoice:issued': ['invoices'],
  'invoice:rendered': ['invoices'],
  'contract:signed': ['deeds'],
  'contract:amendment': ['deeds', 'contracts', 'rights'],
  'budget:updated': ['campaigns', 'contracts', 'payments'],
  'notification:created': ['notifications'],
  'message:created': ['messages'],
  'message:read': ['messages'],
  'metric:updated': ['analytics'],
  'place:changed': ['workspaces', 'members'],
  'task:changed': ['tasks'],
  'team:changed': ['workspaces', 'members', 'brands'],
};

/** Its id, without loading its contract. */
const OVERVIEW = 'analytics.get-overview' satisfies EndpointId;

const WORKSPACE_BUDGET = 'contracts.get-workspace-budget' satisfies EndpointId;

/** Lists that read an index, which follows a write a moment later. */
export const INDEXED = [
  'applications.list-campaign-applications',
  'campaigns.list-campaigns',
  'contracts.list-all-contracts',
  'contracts.list-contracts',
  'disputes.list-disputes',
  'documents.list-documents',
  'messages.count-unread',
  'messages.list-threads',
  'notifications.list-notifications',
  'offers.list-offers',
  'payments.list-campaign-payments',
  'rights.list-rights',
] as const satisfies readonly EndpointId[];

const areaOf = (endpointId: string): string => endpointId.split('.')[0] ?? '';

/** What is read a second time after a push: what an index tells of the areas it touches, and what is made of everything. */
export function readLater(event: LiveEventName): EndpointId[] {
  return [OVERVIEW, WORKSPACE_BUDGET, ...INDEXED.filter((id) => TOUCHED[event].includes(areaOf(id)))];
}

/** What a push and an answer may both be about. */
const SCOPES = ['campaignId', 'threadId'] as const;

/** Whether a cached answer may be out of date after a push: one of a touched area, and not of another campaign or talk. */
export function isTouched(queryKey: readonly unknown[], push: Pick<LivePush, 'event' | 'data'>): boolean {
  const [endpointId, input] = queryKey;
  if (typeof endpointId !== 'string') return false;
  // The overview is made of everything.
  if (endpointId === OVERVIEW) return true;
  if (!TOUCHED[push.event].includes(areaOf(endpointId))) return false;
  const asked = (input as { params?: Record<string, string> } | undefined)?.params ?? {};
  return SCOPES.every((name) => asked[name] === undefined || (push.data[name] ?? asked[name]) === asked[name]);
}

/** How many open screens want each room. */
const wanted = new Map<string, number>();
let live: Live | undefined;

function startInRooms(deps: Omit<LiveDeps, 'rooms'>): () => void {
  const started = startLive({ ...deps, rooms: () => wanted.keys() });
  live = started;
  return () => {
    started.stop();
    if (live === started) live = undefined;
  };
}

/** Hears what happens in one campaign, its numbers among it, while a screen of it is open. */
export function useCampaignRoom(campaignId: string): void {
  useEffect(() => {
    const room = rooms.campaign(campaignId);
    const others = wanted.get(room) ?? 0;
    wanted.set(room, others + 1);
    if (others === 0) live?.join(room);
    return () => {
      const left = (wanted.get(room) ?? 1) - 1;
      if (left > 0) return void wanted.set(room, left);
      wanted.delete(room);
      live?.leave(room);
    };
  }, [campaignId]);
}

/** Keeps what the screens show up to date while it is mounted. */
export function useLiveUpdates(): void {
  useEffect(
    () =>
      startInRooms({
        since: firstIdAt('evt', serverNowMs()),
        ticket: async () => (await api.call(createTicket, {})).ticket,
        open: (protocols) => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`, protocols) as Socket,
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
        random: Math.random,
        onPush: (push) => {
          if (push.event === 'place:changed') void askPlace();
          void readAgain(queryClient, { predicate: ({ queryKey }) => isTouched(queryKey, push) });
          readAgainSoon(...readLater(push.event).map((id) => ({ id })));
        },
        onGap: () => void readAgain(queryClient, {}),
      }),
    [],
  );
}
