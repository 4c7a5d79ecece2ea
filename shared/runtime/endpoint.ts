import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '#contract/endpoint.ts';
import type { ErrorCode } from '#contract/errors.ts';
import type { EventDraft } from '#contract/events.ts';
import { Failure } from '#contract/failure.ts';
import type { CallableByKey } from '#contract/key-scopes.ts';
import { SESSION_LIMITS } from '#contract/limits.ts';
import { setTableName } from '#data/client.ts';
import {
  type Command,
  CommitContention,
  type CommitContext,
  commit,
  type Decision,
  IdempotencyMismatch,
  type StateOf,
} from '#data/commit.ts';
import type { Ref } from '#data/entity.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import { type Actor, type Caller, callerOf, type InfluencerActor, type KeyActor, type MemberActor } from './actor.ts';
import { type Admission, admit } from './admission.ts';
import { auditContextOf } from './audit-source.ts';
import { isoOf, nowMs } from './clock.ts';
import { setting } from './config.ts';
import { correlationIdOf } from './correlation.ts';
import { sha256 } from './hash.ts';
import { type AnswerExtras, type HttpEvent, type HttpResult, jsonResult, problemResult } from './http.ts';
import { jitter, newId } from './ids.ts';
import { inputOf, rawBodyOf } from './input.ts';
import { log } from './log.ts';

setTableName(() => setting('TABLE_NAME'));

type Reads = Record<string, Ref<object> | undefined>;
/** A decision whose event is one of the contract's. */
export type EventfulDecision<A extends { status: number; body: unknown }> = Omit<Decision<A>, 'event'> & {
  event?: EventDraft;
};

/** One request as a handler sees it: checked input, who asks, when, and the way to change things. */
export interface Call<E extends Endpoint> {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  rawBody: Buffer;
  headers: Record<string, string | undefined>;
  cookies: readonly string[];
  sourceIp: string;
  correlationId: string;
  nowMs: number;
  nowIso: string;
  /** Who is signed in, or the key at endpoints that take one; throws not_signed_in otherwise. */
  actor(): CallableByKey<E> extends true ? Caller : Actor;
  /** The member of a workspace who asks, or its key at endpoints that take one; throws not_allowed for anyone else. */
  member(): CallableByKey<E> extends true ? MemberActor | KeyActor : MemberActor;
  /** The influencer who asks; throws not_allowed for anyone else. */
  influencer(): InfluencerActor;
  /**
   * What is asked for is about this campaign, or undefined for none: throws not_allowed for whom only a grant on another one let in. Handlers of endpoints with
   * `byGrant: 'thing'` say it as soon as they know; until then nothing is written or answered for such a caller.
   */
  onCampaign(campaignId: string | undefined): void;
  /** Reads, decides and writes in one transaction; a refusal is thrown as a Failure, so only the decision's answer comes back. */
  commit<const R extends Reads, M, A extends AnswerOf<E>>(command: {
    reads: R;
    more?: (state: StateOf<R>) => Promise<M>;
    decide: (state: StateOf<R>, more: M, by: { eventId: string }) => EventfulDecision<A> | Refused<ErrorCode>;
  }): Promise<A>;
  /**
   * Commits one of several things that a request is about, each in a transaction of its own: a refusal comes back as a value, and so does too_busy when there is no
   * time for more. No answer is kept for repeats, which what is decided has to stand by itself.
   */
  commitOne<const R extends Reads, M, A extends { status: number; body: unknown }>(command: {
    reads: R;
    more?: (state: StateOf<R>) => Promise<M>;
    decide: (state: StateOf<R>, more: M, by: { eventId: string }) => EventfulDecision<A> | Refused<ErrorCode>;
  }): Promise<A | Refused<ErrorCode>>;
}

export type HandlerAnswer<E> = AnswerOf<E> & {
  cookies?: readonly string[];
  /** Where a 303 leads, or where a download goes on (RFC 8288). */
  headers?: { location: string } | { link: string };
  /** Sent in place of the JSON body, as a download. */
  file?: { name: string; contentType: string; text: string };
};
export type LambdaHandler = (event: HttpEvent, context: Context) => Promise<HttpResult>;

/** Wraps a handler as the Lambda of its endpoint: correlation id, actor, permission, validation, idempotency, problem+json, log. */
export function endpoint<const E extends Endpoint, const A extends HandlerAnswer<E>>(
  declared: E,
  handle: (call: Call<E>) => Promise<A>,
): LambdaHandler {
  const wrapped = middy<HttpEvent, HttpResult>()
    .use(problems(declared))
    .handler(async (event: HttpEvent, context: Context) => {
      const correlationId = correlationIdOf(event);
      const actor = callerOf(event.requestContext.authorizer?.lambda);
      const admission = admit(declared, actor, event.pathParameters);
      const input = inputOf(declared, event);
      // After the input: nobody is asked for their password for a request that says nothing.
      if (declared.stepUp) demandStepUp(actor);
      const call = makeCall(declared, { event, context, correlationId, actor, admission, input });
      const { status, body, ...extras } = (await handle(call)) as { status: number; body: unknown } & AnswerExtras;
      admission.demandCampaignSaid();
      return jsonResult(status, checkedResponse(declared, status, body), correlationId, extras);
    });
  return wrapped as unknown as LambdaHandler;
}

/** Refuses what asks for a fresh proof of who uses the session, when the last one is missing or too old. */
function demandStepUp(actor: Caller | undefined): void {
  if (!hasSteppedUp(actor)) throw new Failure('step_up_required');
}

/** Whether a caller proved a moment ago who uses the session; for endpoints where only some requests ask for it. */
export function hasSteppedUp(actor: Caller | undefined): boolean {
  const provedAtMs = (actor?.kind === 'key' ? undefined : actor?.steppedUpAtMs) ?? Number.NEGATIVE_INFINITY;
  return nowMs() - provedAtMs < SESSION_LIMITS.stepUpMinutes * 60_000;
}

function checkedResponse(declared: Endpoint, status: number, body: unknown): unknown {
  const schema = declared.responses[status];
  if (!schema) throw new Error(`${declared.id} answered ${status}, which it does not declare.`);
  const result = z.safeParse(schema, body);
  if (result.success) return result.data;
  throw new Error(
    `${declared.id} answered a body that is not as declared: ${result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join('; ')}`,
  );
}

interface Received {
  event: HttpEvent;
  context: Context;
  correlationId: string;
  actor: Caller | undefined;
  admission: Admission;
  input: { params: unknown; query: unknown; body: unknown };
}

function makeCall<E extends Endpoint>(declared: E, received: Received): Call<E> {
  const { event, correlationId, actor, admission, input } = received;
  const instant = nowMs();
  const demand = <K extends Caller['kind']>(...kinds: readonly K[]): Extract<Caller, { kind: K }> => {
    if (!actor || !(kinds as readonly string[]).includes(actor.kind))
      throw new Failure(actor ? 'not_allowed' : 'not_signed_in');
    return actor as Extract<Caller, { kind: K }>;
  };
  return {
    params: input.params as ParamsOf<E>,
    query: input.query as QueryOf<E>,
    body: input.body as BodyOf<E>,
    rawBody: rawBodyOf(event),
    headers: event.headers,
    cookies: event.cookies ?? [],
    sourceIp: sourceIpOf(event),
    correlationId,
    nowMs: instant,
    nowIso: isoOf(instant),
    actor: () => {
      if (!actor) throw new Failure('not_signed_in');
      return actor as never;
    },
    member: () => demand('member', 'key') as never,
    influencer: () => demand('influencer'),
    onCampaign: admission.onCampaign,
    commit: async (command) => {
      const outcome = await commit(
        commitContext(declared, received, instant),
        guarded(command as unknown as GeneralCommand, admission),
      );
      if (isRefused(outcome))
        throw new Failure(outcome.refused as ErrorCode, outcome.detail, { issues: outcome.issues });
      return outcome as never;
    },
    commitOne: (command) => commitOne(declared, { received, instant }, command as unknown as GeneralCommand) as never,
  };
}

/** Commits without an answer for repeats; neither conflicts without end nor a lack of time is more than a refusal of this one thing. */
async function commitOne(
  declared: Endpoint,
  { received, instant }: { received: Received; instant: number },
  command: GeneralCommand,
): Promise<{ status: number; body: unknown } | Refused> {
  const deadlineMs = nowMs() + received.context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS;
  const context = { ...commitContext(declared, received, instant), deadlineMs, idempotency: undefined };
  if (nowMs() >= context.deadlineMs) return refuse('too_busy');
  try {
    return await commit(context, guarded(command, received.admission));
  } catch (error) {
    if (error instanceof CommitContention) return refuse('too_busy');
    throw error;
  }
}

type GeneralCommand = Command<Reads, unknown, { status: number; body: unknown }>;

/** A command that writes nothing for whom a grant let in before its handler has said which campaign it is about. */
function guarded(command: GeneralCommand, admission: Admission): GeneralCommand {
  return {
    ...command,
    decide: (state, more, by) => {
      const decision = command.decide(state, more, by);
      if (!isRefused(decision)) admission.demandCampaignSaid();
      return decision;
    },
    onReplay: admission.isRepeat,
  };
}

/** The address of who asks, as the distribution says it. */
function sourceIpOf(event: HttpEvent): string {
  return event.headers['x-viewer-ip'] ?? event.requestContext.http.sourceIp;
}

/** Time kept back for the answer when a commit meets conflicts, ms. */
const ANSWER_MARGIN_MS = 1500;

function commitContext(declared: Endpoint, received: Received, instant: number): CommitContext {
  const { event, context, correlationId, actor } = received;
  return {
    nowMs: instant,
    nowIso: isoOf(instant),
    deadlineMs: instant + context.getRemainingTimeInMillis() - ANSWER_MARGIN_MS,
    correlationId,
    actor: causeOf(actor),
    ...auditContextOf(actor, { address: sourceIpOf(event), userAgent: event.headers['user-agent'] }),
    eventId: newId('event'),
    idempotency: idempotencyOf(declared, event, actor),
    jitter,
    clock: nowMs,
  };
}

/** The caller as events name them. */
function causeOf(actor: Caller | undefined): CommitContext['actor'] {
  if (!actor) return { kind: 'anonymous' };
  return actor.kind === 'key' ? { kind: 'key', keyId: actor.keyId } : { kind: actor.kind, userId: actor.userId };
}

function idempotencyOf(declared: Endpoint, event: HttpEvent, actor: Caller | undefined): CommitContext['idempotency'] {
  const header = event.headers['idempotency-key'];
  if (!declared.idempotent || !header || !actor) return undefined;
  if (header.length > 255)
    throw new Failure('validation_failed', undefined, {
      issues: [{ path: 'header.Idempotency-Key', message: 'may have up to 255 characters' }],
    });
  return {
    owner: actor.kind === 'key' ? `KEY#${actor.keyId}` : `USR#${actor.userId}`,
    endpointId: declared.id,
    keyHash: sha256(header),
    requestHash: sha256(`${event.rawPath}\n${event.rawQueryString}\n${sha256(rawBodyOf(event))}`),
  };
}

/** Errors become problem+json: known ones by their code, unknown ones logged and answered as a neutral 500. */
function problems(declared: Endpoint): middy.MiddlewareObj<HttpEvent, HttpResult> {
  return {
    after: (request) => logEnd(declared, request.event, request.response?.statusCode ?? 200),
    onError: (request) => {
      const correlationId = correlationIdOf(request.event);
      const failure = failureOf(request.error);
      if (!failure) log.failure('unexpected error', request.error, { endpoint: declared.id, correlationId });
      const shown = failure ?? new Failure('internal');
      request.response = problemResult(
        shown,
        correlationId,
        (request.error as { cookies?: readonly string[] } | null)?.cookies,
      );
      logEnd(declared, request.event, request.response.statusCode ?? 500, shown.code);
    },
  };
}

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  if (error instanceof IdempotencyMismatch) return new Failure('idempotency_key_reused');
  if (error instanceof CommitContention) return new Failure('too_busy', undefined, { retryAfterSeconds: 1 });
  return undefined;
}

function logEnd(declared: Endpoint, event: HttpEvent, status: number, code?: string): void {
  const context = event.requestContext.authorizer?.lambda;
  log.info('request', {
    endpoint: declared.id,
    correlationId: correlationIdOf(event),
    status,
    code,
    userId: context?.userId,
    keyId: context?.keyId,
    workspaceId: context?.workspaceId,
    durationMs: nowMs() - event.requestContext.timeEpoch,
  });
}
