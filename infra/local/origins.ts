/** Replaces production origins by those of the stand-ins on this machine. */
export interface Origins {
  /** From now on `production` (scheme and host) becomes `local` wherever it is found. */
  add(production: string, local: string): void;
  substitute(text: string): string;
  list(): { production: string; local: string }[];
}

/** An empty table of origins; the platform adds each stand-in's when that has its port. */
export function createOrigins(): Origins {
  const table = new Map<string, string>();
  return {
    add(production, local) {
      table.set(production.replace(/\/+$/, ''), local.replace(/\/+$/, ''));
    },
    substitute(text) {
      let result = text;
      // Longest first, and only whole origins: https://api.stripe.com must not match within https://api.stripe.community.
      const byLength = [...table].sort(([a], [b]) => b.length - a.length);
      for (const [production, local] of byLength) {
        const pattern = new RegExp(
          `${production.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-zA-Z0-9.-]*[a-zA-Z0-9])`,
          'g',
        );
        result = result.replace(pattern, local);
      }
      return result;
    },
    list: () => [...table].map(([production, local]) => ({ production, local })),
  };
}
