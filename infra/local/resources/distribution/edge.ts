import { randomBytes } from 'node:crypto';
import type { Platform, ResolvedResource } from '../../kernel.ts';
import { runViewerRequest, type ViewerRequestResult } from '../cloudfront-function.ts';
import { type EdgeRequest, type EdgeResponse, findHeader } from '../http-api/exchange.ts';
import { httpApis } from '../http-api.ts';
import { type Behavior, readBehavior } from './behaviors.ts';
import { compress } from './compress.ts';
import { fetchFromBucket, readOrigin } from './origins.ts';
import { applyOriginRequestRules } from './policies.ts';
import { applyResponseHeaderRules } from './response-headers.ts';

interface ErrorPage {
  status: number;
  pagePath: string | undefined;
  answerStatus: number;
}

/** What a viewer's request became on its way to an API origin that speaks WebSocket. */
export type UpgradeRoute = { apiId: string; request: EdgeRequest } | { response: EdgeResponse };

/** One distribution of the template without its socket: behaviours, functions, origins, policies. */
export class Edge {
  readonly #platform: Platform;
  readonly #distribution: ResolvedResource;
  readonly #behaviors: Behavior[];
  readonly #rootObject: string;
  readonly #errorPages: ErrorPage[];

  private constructor(platform: Platform, distribution: ResolvedResource, behaviors: Behavior[]) {
    const config = distribution.properties.DistributionConfig;
    this.#platform = platform;
    this.#distribution = distribution;
    this.#behaviors = behaviors;
    this.#rootObject = String(config.DefaultRootObject ?? '');
    // biome-ignore lint/suspicious/noExplicitAny: the shape of CloudFormation properties is the template's own
    this.#errorPages = (config.CustomErrorResponses ?? []).map((page: any) => ({
      status: Number(page.ErrorCode),
      pagePath: page.ResponsePagePath,
      answerStatus: Number(page.ResponseCode ?? page.ErrorCode),
    }));
  }

  /** Reads the distribution's origins, behaviours and policies; throws when one of them is not in the templates. */
  static async open(platform: Platform, distribution: ResolvedResource): Promise<Edge> {
    const config = distribution.properties.DistributionConfig;
    const origins = await Promise.all((config.Origins ?? []).map((origin: unknown) => readOrigin(platform, origin)));
    const inOrder = [...(config.CacheBehaviors ?? []), { ...config.DefaultCacheBehavior, PathPattern: '*' }];
    return new Edge(
      platform,
      distribution,
      inOrder.map((behavior) => readBehavior(platform, origins, behavior)),
    );
  }

  /** Answers one request as CloudFront would. */
  async handle(request: EdgeRequest): Promise<EdgeResponse> {
    const behavior = this.#behaviorFor(request.path);
    let response = await this.#produce(behavior, request);
    const page = this.#errorPages.find(({ status }) => status === response.status);
    if (page?.pagePath) {
      const instead = { ...request, method: 'GET', path: page.pagePath, rawQuery: '' };
      const found = await this.#fetch(this.#behaviorFor(page.pagePath), instead);
      response = { ...found, status: page.answerStatus };
    }
    const substituted = this.#substituteConfig(request.path, response);
    const compressed = compress(request, substituted, behavior.compression);
    const answer = applyResponseHeaderRules(request, compressed, behavior.responseHeaders);
    const headers = answer.headers.filter(([name]) => name !== 'content-length' && name !== 'date');
    headers.push(['date', new Date(this.#platform.clock.now()).toUTCString()]);
    return { ...answer, headers };
  }

  /** Where a WebSocket handshake goes, or the answer when it goes nowhere. */
  async routeUpgrade(request: EdgeRequest): Promise<UpgradeRoute> {
    const behavior = this.#behaviorFor(request.path);
    const viewed = await this.#viewerRequest(behavior, request);
    if ('response' in viewed) return viewed;
    if (behavior.origin.kind !== 'api') return { response: textAnswer(403, 'This path takes no WebSocket.') };
    return { apiId: behavior.origin.apiId, request: this.#toOrigin(behavior, viewed.request) };
  }

  #behaviorFor(path: string): Behavior {
    return this.#behaviors.find((behavior) => behavior.matches(path)) as Behavior;
  }

  async #produce(behavior: Behavior, request: EdgeRequest): Promise<EdgeResponse> {
    if (!behavior.methods.has(request.method)) {
      return textAnswer(
        403,
        `This distribution is not configured to allow the HTTP request method ${request.method} here.`,
      );
    }
    const viewed = await this.#viewerRequest(behavior, request);
    if ('response' in viewed) return viewed.response;
    const isRoot = viewed.request.path === '/' && this.#rootObject !== '';
    const path = isRoot ? `/${this.#rootObject}` : viewed.request.path;
    return await this.#fetch(behavior, { ...viewed.request, path });
  }

  async #viewerRequest(behavior: Behavior, request: EdgeRequest): Promise<ViewerRequestResult> {
    if (!behavior.viewerRequestFunction) return { request };
    const { ref: id, attributes } = this.#distribution;
    try {
      return await runViewerRequest(this.#platform, behavior.viewerRequestFunction, request, {
        id,
        domainName: attributes.DomainName ?? '',
      });
    } catch (error) {
      this.#platform.trace.emit('edge.failed', { function: behavior.viewerRequestFunction, error: String(error) });
      return { response: textAnswer(503, 'The CloudFront function failed.') };
    }
  }

  async #fetch(behavior: Behavior, request: EdgeRequest): Promise<EdgeResponse> {
    const forwarded = this.#toOrigin(behavior, request);
    if (behavior.origin.kind === 'bucket') {
      return await fetchFromBucket(this.#platform, this.#distribution, behavior.origin, {
        ...forwarded,
        headers: request.headers,
        path: request.path,
      });
    }
    const api = httpApis(this.#platform).get(behavior.origin.apiId);
    if (!api) return textAnswer(502, `The API ${behavior.origin.apiId} takes no HTTP requests.`);
    return await api.handle(forwarded);
  }

  #toOrigin(behavior: Behavior, request: EdgeRequest): EdgeRequest {
    const rules = applyOriginRequestRules(request, behavior.originRequest);
    const own: [string, string][] = [
      ['via', '1.1 localhost (CloudFront)'],
      ['x-amz-cf-id', randomBytes(24).toString('base64url')],
      [
        'x-forwarded-for',
        [findHeader(request.headers, 'x-forwarded-for'), request.sourceIp].filter(Boolean).join(', '),
      ],
      ...behavior.origin.customHeaders,
    ];
    // What the edge sets itself, a viewer cannot set: the origin's secret header above all.
    const taken = new Set(own.map(([name]) => name));
    const headers = rules.headers.filter(([name]) => !taken.has(name.toLowerCase()));
    return { ...rules, path: `${behavior.origin.path}${rules.path}`, headers: [...headers, ...own] };
  }

  /** The deployed /config.json names production origins; here they are the stand-ins'. */
  #substituteConfig(path: string, response: EdgeResponse): EdgeResponse {
    if (path !== '/config.json' || response.status !== 200) return response;
    return { ...response, body: Buffer.from(this.#platform.substituteOrigins(response.body.toString('utf8'))) };
  }
}

/** A short plain-text answer of the edge itself. */
export function textAnswer(status: number, text: string): EdgeResponse {
  return { status, headers: [['content-type', 'text/plain; charset=utf-8']], body: Buffer.from(text) };
}
