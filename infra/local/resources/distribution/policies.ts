import type { Platform } from '../../kernel.ts';
import type { EdgeRequest } from '../http-api/exchange.ts';

/** Which parts of a viewer's request reach the origin. */
export interface OriginRequestRules {
  headers: (lowerCaseName: string) => boolean;
  cookies: (name: string) => boolean;
  query: (name: string) => boolean;
}

/** The ids of AWS-managed policies, from the CloudFront developer guide. */
const MANAGED = {
  allViewerExceptHost: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  allViewer: '216adef6-5c7f-47e4-b989-5492eafa07d3',
  corsS3Origin: '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
  corsCustomOrigin: '59781a5b-3903-41f3-afcb-af62929ccde1',
  cachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  cachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
};

/** Without a policy CloudFront drops these before it calls the origin. */
const DROPPED_BY_DEFAULT = new Set([
  'accept',
  'accept-charset',
  'accept-language',
  'authorization',
  'cookie',
  'referer',
  'origin',
  'user-agent',
]);
const CORS_HEADERS = new Set(['origin', 'access-control-request-headers', 'access-control-request-method']);
const all = () => true;
const none = () => false;

/** What the origin request policy and cache policy of a behaviour let through; throws for a policy that nobody declared. */
export function readOriginRequestRules(
  platform: Platform,
  originRequestPolicyId: string | undefined,
  cachePolicyId: string | undefined,
): OriginRequestRules {
  const byRequest = originRequestPolicyId ? originRequestRules(platform, originRequestPolicyId) : undefined;
  const byCache = cacheRules(platform, cachePolicyId);
  if (!byRequest) return byCache;
  return {
    headers: (name) => byRequest.headers(name) || byCache.headers(name),
    cookies: (name) => byRequest.cookies(name) || byCache.cookies(name),
    query: (name) => byRequest.query(name) || byCache.query(name),
  };
}

function originRequestRules(platform: Platform, id: string): OriginRequestRules {
  if (id === MANAGED.allViewerExceptHost) return { headers: (name) => name !== 'host', cookies: all, query: all };
  if (id === MANAGED.allViewer) return { headers: all, cookies: all, query: all };
  if (id === MANAGED.corsS3Origin) return { headers: (name) => CORS_HEADERS.has(name), cookies: none, query: none };
  if (id === MANAGED.corsCustomOrigin) return { headers: (name) => name === 'origin', cookies: none, query: none };
  const config = find(platform, 'AWS::CloudFront::OriginRequestPolicy', id).OriginRequestPolicyConfig;
  return {
    headers: select(config.HeadersConfig?.HeaderBehavior, config.HeadersConfig?.Headers, true),
    cookies: select(config.CookiesConfig?.CookieBehavior, config.CookiesConfig?.Cookies),
    query: select(config.QueryStringsConfig?.QueryStringBehavior, config.QueryStringsConfig?.QueryStrings),
  };
}

function cacheRules(platform: Platform, id: string | undefined): OriginRequestRules {
  const kept = (name: string) => !DROPPED_BY_DEFAULT.has(name) && name !== 'host';
  if (!id || Object.values(MANAGED).includes(id)) return { headers: kept, cookies: none, query: none };
  const key = find(platform, 'AWS::CloudFront::CachePolicy', id).CachePolicyConfig
    .ParametersInCacheKeyAndForwardedToOrigin;
  const inKey = select(key?.HeadersConfig?.HeaderBehavior, key?.HeadersConfig?.Headers, true);
  return {
    headers: (name) => kept(name) || inKey(name),
    cookies: select(key?.CookiesConfig?.CookieBehavior, key?.CookiesConfig?.Cookies),
    query: select(key?.QueryStringsConfig?.QueryStringBehavior, key?.QueryStringsConfig?.QueryStrings),
  };
}

/** Whether a cache policy lets CloudFront compress with these codings. */
export function readCompression(
  platform: Platform,
  cachePolicyId: string | undefined,
): { gzip: boolean; brotli: boolean } {
  if (!cachePolicyId || cachePolicyId === MANAGED.cachingDisabled) return { gzip: false, brotli: false };
  if (cachePolicyId === MANAGED.cachingOptimized) return { gzip: true, brotli: true };
  const key = find(platform, 'AWS::CloudFront::CachePolicy', cachePolicyId).CachePolicyConfig;
  const parameters = key.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    gzip: parameters?.EnableAcceptEncodingGzip === true,
    brotli: parameters?.EnableAcceptEncodingBrotli === true,
  };
}

/** The request with only what the rules let through. */
export function applyOriginRequestRules(request: EdgeRequest, rules: OriginRequestRules): EdgeRequest {
  const headers: [string, string][] = [];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (key === 'cookie') {
      const cookies = value.split(/;\s*/).filter((pair) => pair && rules.cookies(pair.split('=')[0] ?? ''));
      if (cookies.length > 0) headers.push([key, cookies.join('; ')]);
    } else if (rules.headers(key)) headers.push([key, value]);
  }
  if (!rules.headers('user-agent')) headers.push(['user-agent', 'Amazon CloudFront']);
  const rawQuery = request.rawQuery
    .split('&')
    .filter((pair) => pair && rules.query(pair.split('=')[0] ?? ''))
    .join('&');
  return { ...request, headers, rawQuery };
}

/** Turns `none`, `all`, `whitelist`, `allExcept` … and its list into a test on a name. */
function select(
  behavior: string | undefined,
  listed: string[] | undefined,
  ignoreCase = false,
): (name: string) => boolean {
  const names = new Set((listed ?? []).map((name) => (ignoreCase ? name.toLowerCase() : name)));
  switch (behavior) {
    case 'all':
    case 'allViewer':
      return all;
    case 'whitelist':
      return (name) => names.has(name);
    case 'allExcept':
      return (name) => !names.has(name);
    case 'allViewerAndWhitelistCloudFront':
      return all;
    default:
      return none;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function find(platform: Platform, type: string, id: string): Record<string, any> {
  const policy = platform.resource(id);
  if (policy?.type !== type)
    throw new Error(`CloudFront policy "${id}" is neither in the templates nor a managed one we know.`);
  return policy.properties;
}
