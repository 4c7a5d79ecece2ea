import type { Platform } from '../../kernel.ts';
import type { EdgeRequest, EdgeResponse } from '../http-api/exchange.ts';
import { findHeader } from '../http-api/exchange.ts';

/** One header of a response headers policy. */
interface PolicyHeader {
  name: string;
  value: string;
  /** Whether it replaces the origin's own header of that name. */
  override: boolean;
}

export interface ResponseHeaderRules {
  headers: PolicyHeader[];
  remove: Set<string>;
  cors: CorsRules | undefined;
}

interface CorsRules {
  origins: string[];
  allow: [string, string][];
  override: boolean;
}

/** The managed policy "SecurityHeadersPolicy", from the CloudFront developer guide. */
const MANAGED_SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';

/** Reads a response headers policy; origins inside its values are replaced by the local stand-ins. */
export function readResponseHeaderRules(platform: Platform, policyId: string | undefined): ResponseHeaderRules {
  if (!policyId) return { headers: [], remove: new Set(), cors: undefined };
  if (policyId === MANAGED_SECURITY_HEADERS) return managedSecurityHeaders();
  const policy = platform.resource(policyId);
  if (policy?.type !== 'AWS::CloudFront::ResponseHeadersPolicy') {
    throw new Error(`Response headers policy "${policyId}" is neither in the templates nor a managed one we know.`);
  }
  const config = policy.properties.ResponseHeadersPolicyConfig;
  const headers = [...readSecurityHeaders(config.SecurityHeadersConfig ?? {})];
  for (const item of config.CustomHeadersConfig?.Items ?? []) {
    headers.push({ name: item.Header, value: item.Value, override: item.Override === true });
  }
  const remove = (config.RemoveHeadersConfig?.Items ?? []).map((item: { Header: string }) => item.Header.toLowerCase());
  return {
    headers: headers.map((header) => ({
      ...header,
      name: header.name.toLowerCase(),
      value: platform.substituteOrigins(String(header.value)),
    })),
    remove: new Set(remove),
    cors: readCors(config.CorsConfig),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function* readSecurityHeaders(config: any): Generator<PolicyHeader> {
  const csp = config.ContentSecurityPolicy;
  if (csp) yield { name: 'content-security-policy', value: csp.ContentSecurityPolicy, override: csp.Override === true };
  const type = config.ContentTypeOptions;
  if (type) yield { name: 'x-content-type-options', value: 'nosniff', override: type.Override === true };
  const frame = config.FrameOptions;
  if (frame) yield { name: 'x-frame-options', value: frame.FrameOption, override: frame.Override === true };
  const referrer = config.ReferrerPolicy;
  if (referrer) yield { name: 'referrer-policy', value: referrer.ReferrerPolicy, override: referrer.Override === true };
  const hsts = config.StrictTransportSecurity;
  if (hsts) {
    const parts = [`max-age=${hsts.AccessControlMaxAgeSec}`];
    if (hsts.IncludeSubdomains) parts.push('includeSubDomains');
    if (hsts.Preload) parts.push('preload');
    yield { name: 'strict-transport-security', value: parts.join('; '), override: hsts.Override === true };
  }
  const xss = config.XSSProtection;
  if (xss) {
    const value = xss.Protection ? `1${xss.ModeBlock ? '; mode=block' : ''}` : '0';
    yield { name: 'x-xss-protection', value, override: xss.Override === true };
  }
}

function managedSecurityHeaders(): ResponseHeaderRules {
  const header = (name: string, value: string, override = false) => ({ name, value, override });
  return {
    headers: [
      header('x-content-type-options', 'nosniff', true),
      header('x-frame-options', 'SAMEORIGIN'),
      header('referrer-policy', 'strict-origin-when-cross-origin'),
      header('strict-transport-security', 'max-age=31536000'),
      header('x-xss-protection', '1; mode=block'),
    ],
    remove: new Set(),
    cors: undefined,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
function readCors(config: any): CorsRules | undefined {
  if (!config) return undefined;
  const allow: [string, string][] = [];
  const list = (name: string, items: string[] | undefined) => items?.length && allow.push([name, items.join(', ')]);
  list('access-control-allow-methods', config.AccessControlAllowMethods?.Items);
  list('access-control-allow-headers', config.AccessControlAllowHeaders?.Items);
  list('access-control-expose-headers', config.AccessControlExposeHeaders?.Items);
  if (config.AccessControlAllowCredentials) allow.push(['access-control-allow-credentials', 'true']);
  if (config.AccessControlMaxAgeSec !== undefined)
    allow.push(['access-control-max-age', String(config.AccessControlMaxAgeSec)]);
  return { origins: config.AccessControlAllowOrigins?.Items ?? [], allow, override: config.OriginOverride === true };
}

/** The response with the policy's headers added and removed. */
export function applyResponseHeaderRules(
  request: EdgeRequest,
  response: EdgeResponse,
  rules: ResponseHeaderRules,
): EdgeResponse {
  let headers = response.headers.filter(([name]) => !rules.remove.has(name.toLowerCase()));
  const set = (name: string, value: string, override: boolean) => {
    if (findHeader(headers, name) !== undefined && !override) return;
    headers = [...headers.filter(([other]) => other.toLowerCase() !== name), [name, value]];
  };
  for (const header of rules.headers) set(header.name, header.value, header.override);
  const origin = findHeader(request.headers, 'origin');
  if (rules.cors && origin && (rules.cors.origins.includes('*') || rules.cors.origins.includes(origin))) {
    set('access-control-allow-origin', rules.cors.origins.includes('*') ? '*' : origin, rules.cors.override);
    for (const [name, value] of rules.cors.allow) set(name, value, rules.cors.override);
  }
  return { ...response, headers };
}
