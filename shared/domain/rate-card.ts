import type { DeliverableType } from './campaign.ts';
import type { Issue } from './decision.ts';
import type { Money } from './money.ts';

/** An influencer's usual price for one piece of a kind on a platform. */
export interface RateLine {
  platform: 'instagram' | 'youtube' | 'tiktok';
  type: DeliverableType;
  price: Money;
}

/** Lines that name the same platform and type as an earlier line. */
export function repeatedLines(lines: readonly RateLine[]): Issue[] {
  const seen = new Set<string>();
  return lines.flatMap(({ platform, type }, index) => {
    const kind = `${platform} ${type}`;
    if (seen.has(kind)) return [{ path: `lines.${index}`, message: `is a second price for a ${kind}` }];
    seen.add(kind);
    return [];
  });
}
