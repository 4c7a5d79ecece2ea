import type { SocialAccountItem } from '#data/social.ts';
import type { Pulled, PulledPost } from './pulled.ts';

/** So much of what one account's pull brought as one transaction takes. */
export interface Part {
  account: SocialAccountItem;
  pulled: Omit<Pulled, 'posts'>;
  posts: readonly (PulledPost & { receiptId: string })[];
  /** The last part of its account; it alone says how the account stands. */
  isLast: boolean;
  /** Whether the pull read anything at all, in whichever part. */
  hasRead: boolean;
  profileReceiptId: string;
}

/** Posts per part: four items each, below DynamoDB's hundred. */
const POSTS_PER_PART = 20;
/** What DynamoDB takes in one transaction, and reads at once; one is left for the event. */
const MOST_CHANGES = 99;
const MOST_READS = 100;

/** The parts of one pull, in the order they have to be recorded; ids of receipts are minted here, before anything is tried. */
export function partsOf(account: SocialAccountItem, { posts, ...pulled }: Pulled, newReceiptId: () => string): Part[] {
  const hasRead = pulled.profile !== undefined || posts.length > 0;
  const count = Math.max(1, Math.ceil(posts.length / POSTS_PER_PART));
  return Array.from({ length: count }, (_, at) => ({
    account,
    pulled,
    posts: posts
      .slice(at * POSTS_PER_PART, (at + 1) * POSTS_PER_PART)
      .map((post) => ({ ...post, receiptId: newReceiptId() })),
    isLast: at === count - 1,
    hasRead,
    profileReceiptId: newReceiptId(),
  }));
}

/** Account, snapshot of its followers, profile; a measure, a day and two snapshots of each post. */
const changesOf = ({ posts }: Part): number => 3 + 4 * posts.length;
const readsOf = ({ posts }: Part): number => 2 + posts.length;

/** Parts that fit one transaction, in their order; no account is in a group twice. */
export function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const all = [...(group ?? []), part];
    const sum = (weigh: (one: Part) => number) => all.reduce((total, one) => total + weigh(one), 0);
    const isAgain = group?.some(({ account }) => account.influencerId === part.account.influencerId);
    if (!group || isAgain || sum(changesOf) > MOST_CHANGES || sum(readsOf) > MOST_READS) groups.push([part]);
    else group.push(part);
  }
  return groups;
}
