import type { InvokeResult, Platform, ResolvedResource } from '../../kernel.ts';
import { compileFilter, type RecordFilter } from './filter.ts';

/** The properties of an event source mapping that both kinds of source use. */
export interface Mapping {
  id: string;
  sourceArn: string;
  functionArn: string;
  batchSize: number;
  windowSeconds: number;
  passes: RecordFilter;
  reportsItemFailures: boolean;
}

/** Reads the common properties; throws when the function is not in the templates. */
export function readMapping(resource: ResolvedResource, platform: Platform, defaultBatchSize: number): Mapping {
  const { properties } = resource;
  const name = String(properties.FunctionName);
  const functionArn = name.startsWith('arn:') ? name : platform.resource(name)?.attributes.Arn;
  const where = `event source mapping ${resource.stack}/${resource.logicalId}`;
  if (!functionArn) throw new Error(`The ${where} names a function that is not in the templates: ${name}.`);
  return {
    id: resource.ref,
    sourceArn: String(properties.EventSourceArn),
    functionArn,
    batchSize: Number(properties.BatchSize ?? defaultBatchSize),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    passes: compileFilter(properties.FilterCriteria, where),
    reportsItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
  };
}

/** Invokes the function with a batch; a function that cannot be invoked counts as one that failed. */
export async function invokeWithBatch(platform: Platform, mapping: Mapping, records: unknown[]): Promise<InvokeResult> {
  try {
    return await platform.functions.invoke(mapping.functionArn, { Records: records });
  } catch (error) {
    return { error: { errorType: 'InvokeFailed', errorMessage: String(error) }, durationMs: 0 };
  }
}

/**
 * The identifiers of the records that failed: none, some, or 'all' when the function failed or its report is malformed, which Lambda
 * takes for a failure of the whole batch.
 */
export function failedItems(mapping: Mapping, result: InvokeResult, known: ReadonlySet<string>): string[] | 'all' {
  if (result.error) return 'all';
  if (!mapping.reportsItemFailures) return [];
  const report = result.payload as { batchItemFailures?: unknown } | null | undefined;
  if (
    report === null ||
    report === undefined ||
    report.batchItemFailures === undefined ||
    report.batchItemFailures === null
  )
    return [];
  if (!Array.isArray(report.batchItemFailures)) return 'all';
  const identifiers = report.batchItemFailures.map(
    (item) => (item as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const valid = identifiers.every(
    (identifier): identifier is string => typeof identifier === 'string' && known.has(identifier),
  );
  return valid ? (identifiers as string[]) : 'all';
}
