/** What a stage may cost at most in a month in which nobody uses it, US dollars. */
export const MOST_USD = { dev: 3, prod: 20 } as const;
