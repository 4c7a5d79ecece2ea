/** The namespace of the product's own measures in CloudWatch. */
export const MEASURE_NAMESPACE = 'Accord';

/** A measure by its unit as CloudWatch spells it, the dimensions it has besides the stage, and whether it is written while nothing happens. */
interface Measure {
  unit: 'Count' | 'Milliseconds';
  perArea: boolean;
  /** A measure costs money only in the hours in which it is written. */
  writtenWhenIdle: boolean;
}

/** What functions measure beyond what AWS measures by itself. */
export const MEASURES = {
  /** Errors that nobody foresaw, by the stack of the function they happened in. */
  Failures: { unit: 'Count', perArea: true, writtenWhenIdle: false },
  /** From the instant the payment provider made an event until our side agrees with it. */
  WebhookLag: { unit: 'Milliseconds', perArea: false, writtenWhenIdle: false },
  /** Contracts whose money should have moved more than an hour ago. */
  StuckReleases: { unit: 'Count', perArea: false, writtenWhenIdle: true },
  /** What is wrong with the ledger, or differs between it and what is shown of it (hourly where money moved, nightly everywhere) or the provider's balance (nightly). */
  LedgerResidual: { unit: 'Count', perArea: false, writtenWhenIdle: true },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;
