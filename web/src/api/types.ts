export type { Endpoint } from '#contract/endpoint.ts';

/** One thing of a list, as the contract's `page()` declares it. */
export type ItemOf<Output> = Output extends { items: (infer Item)[] } ? Item : never;

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
