import type { Platform } from '../../kernel.ts';
import type { Origin } from './origins.ts';
import { type OriginRequestRules, readCompression, readOriginRequestRules } from './policies.ts';
import { type ResponseHeaderRules, readResponseHeaderRules } from './response-headers.ts';

/** One cache behaviour, ready to be applied. */
export interface Behavior {
  pathPattern: string;
  matches: (path: string) => boolean;
  origin: Origin;
  methods: Set<string>;
  viewerRequestFunction: string | undefined;
  originRequest: OriginRequestRules;
  responseHeaders: ResponseHeaderRules;
  compression: { gzip: boolean; brotli: boolean };
}

/** Takes a cache behaviour of the template apart; throws when it names an origin or policy that is not there. */
// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
export function readBehavior(platform: Platform, origins: readonly Origin[], config: any): Behavior {
  const origin = origins.find(({ id }) => id === config.TargetOriginId);
  if (!origin) throw new Error(`Cache behaviour "${config.PathPattern ?? '*'}" targets no origin of the distribution.`);
  for (const association of config.FunctionAssociations ?? []) {
    if (association.EventType !== 'viewer-request') {
      throw new Error(`CloudFront Functions on ${association.EventType} do not run locally; use viewer-request.`);
    }
  }
  if (config.LambdaFunctionAssociations?.length > 0)
    throw new Error('Lambda@Edge does not run locally; use a CloudFront Function.');
  const pathPattern = String(config.PathPattern ?? '*');
  return {
    pathPattern,
    matches: compilePathPattern(pathPattern),
    origin,
    methods: new Set<string>(config.AllowedMethods ?? ['GET', 'HEAD']),
    viewerRequestFunction: config.FunctionAssociations?.[0]?.FunctionARN,
    originRequest: readOriginRequestRules(platform, config.OriginRequestPolicyId, config.CachePolicyId),
    responseHeaders: readResponseHeaderRules(platform, config.ResponseHeadersPolicyId),
    compression: config.Compress ? readCompression(platform, config.CachePolicyId) : { gzip: false, brotli: false },
  };
}

/** A test for CloudFront path patterns: `*` is any characters, `?` exactly one, the leading slash is optional. */
export function compilePathPattern(pattern: string): (path: string) => boolean {
  const rooted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = rooted
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}
