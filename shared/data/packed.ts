import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Storing } from './entity.ts';

/**
 * What packed items have in common, so that even a small one packs well. It may never change: what was packed with these words can only be read with them.
 */
const WORDS = Buffer.from(
  [
    '"exchange":{"rate":"1.0","on":"2026-01-01","source":"","payout":{"amountMinor":0,"currency":"GBP"}}',
    '"type":"story","platform":"tiktok","type":"video","platform":"youtube","type":"post","reason":"withheld"',
    '"currency":"EUR"},"offerVersion":1,"feeBps":1000,"campaignTitle":"","brandName":"","influencerName":"',
    '{"brandId":"brd_01","offerId":"off_01","termsHash":"","acceptances":[{"side":"brand","userId":"usr_01',
    '","at":"2026-01-01T00:00:00.000Z"},{"side":"influencer","userId":"usr_01","at":"2026-01-01T00:00:00.000Z"}]',
    ',"terms":{"price":{"amountMinor":100000,"currency":"USD"},"deliverables":[{"deliverableId":"reel","type":"reel"',
    ',"platform":"instagram","count":1}],"dueOn":"2026-01-01","usageRights":"Organic use on the brand’s own channels for',
    ' six months.","revisionRounds":1,"message":""},"quote":{"quotedOn":"2026-01-01","price":{"amountMinor":100000,',
    '"currency":"USD"},"fee":{"tier":"standard","feeBps":1000,"from":null,"amount":{"amountMinor":10000,"currency":"USD"}}',
    ',"tax":{"amount":{"amountMinor":0,"currency":"USD"},"reason":"no_withholding_rule"},"rounding":{"amountMinor":0,',
    '"currency":"USD"},"net":{"amountMinor":90000,"currency":"USD"},"exchange":null,"arrival":{"liveOn":"2026-01-01",',
    '"releaseOn":"2026-01-01","from":"2026-01-01","until":"2026-01-01","country":"DE"}}}',
  ].join(''),
);

/**
 * Keeps these attributes of an item together as one, compressed: for what is agreed once and read as a whole, on items that are written over and over for
 * something else. No condition and no filter can name them, and no update in place. Items from before are read as they are.
 */
export function packed(names: readonly string[]): Storing {
  return {
    write(value) {
      const isPacked = ([name]: [string, unknown]): boolean => names.includes(name);
      const entries = Object.entries(value);
      const text = JSON.stringify(Object.fromEntries(entries.filter(isPacked)));
      const bytes = deflateRawSync(text, { level: 9, dictionary: WORDS });
      return { ...Object.fromEntries(entries.filter((entry) => !isPacked(entry))), packed: bytes };
    },
    read({ packed: bytes, ...item }) {
      if (!(bytes instanceof Uint8Array)) return item;
      return { ...item, ...JSON.parse(inflateRawSync(bytes, { dictionary: WORDS }).toString()) };
    },
  };
}
