import { decodeLeniently } from './exchange.ts';

/** A route key taken apart: `GET /campaigns/{campaignId}`, `ANY /{proxy+}` or `$default`. */
export interface CompiledRoute<Target> {
  routeKey: string;
  method: string;
  segments: string[] | undefined;
  target: Target;
}

export interface RouteMatch<Target> {
  route: CompiledRoute<Target>;
  pathParameters: Record<string, string>;
}

/** Takes a route key apart; throws when it is neither `$default` nor `METHOD /path`. */
export function compileRoute<Target>(routeKey: string, target: Target): CompiledRoute<Target> {
  if (routeKey === '$default') return { routeKey, method: 'ANY', segments: undefined, target };
  const parts = /^([A-Z]+) (\/\S*)$/.exec(routeKey);
  if (!parts) throw new Error(`Route key "${routeKey}" is neither "$default" nor "METHOD /path".`);
  const [, method = 'ANY', path = '/'] = parts;
  return { routeKey, method, segments: splitPath(path), target };
}

/**
 * The most specific route for a request (static before parameter before greedy, a method before ANY, `$default` last).
 * Source: API Gateway developer guide, "Routes for HTTP APIs".
 */
export function matchRoute<Target>(
  routes: readonly CompiledRoute<Target>[],
  method: string,
  path: string,
): RouteMatch<Target> | undefined {
  const segments = splitPath(path);
  let best: (RouteMatch<Target> & { rank: string }) | undefined;
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const pathParameters = route.segments === undefined ? {} : matchSegments(route.segments, segments);
    if (!pathParameters) continue;
    const rank = rankRoute(route);
    if (!best || rank < best.rank) best = { route, pathParameters, rank };
  }
  return best && { route: best.route, pathParameters: best.pathParameters };
}

function splitPath(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(expected);
    if (greedy) {
      const rest = segments.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[greedy[1] ?? ''] = decodeLeniently(rest);
      return parameters;
    }
    const actual = segments[index];
    if (actual === undefined) return undefined;
    const named = /^\{(.+)\}$/.exec(expected);
    if (named) {
      if (actual === '') return undefined;
      parameters[named[1] ?? ''] = decodeLeniently(actual);
    } else if (expected !== decodeLeniently(actual)) return undefined;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

/** Sorts routes that all match the same path: one digit per segment, then the method; the smallest is the most specific. */
function rankRoute(route: CompiledRoute<unknown>): string {
  if (!route.segments) return '9';
  const bySegment = route.segments.map((segment) => {
    if (!segment.startsWith('{')) return '0';
    return segment.endsWith('+}') ? '2' : '1';
  });
  return `${bySegment.join('')}-${route.method === 'ANY' ? '1' : '0'}`;
}
