import type { AwsService, FunctionHost, Platform } from './kernel.ts';

/** One call that a function or an engine makes of something outside its own memory. */
export interface OutgoingCall {
  /** 'aws': through the proxy or from an engine; 'invoke': of a function; 'target': of a rule's or schedule's target; 'provider': of a stand-in. */
  kind: 'aws' | 'invoke' | 'target' | 'provider';
  /** Function, machine or part that calls. */
  from: string;
  /** What is called, e.g. 'dynamodb:TransactWriteItems', 'POST /v1/transfers'. */
  what: string;
}

/** Stands around every outgoing call: `make` does it; what happens after `make` is before the caller has its answer. */
export type OnOutgoingCall = <T>(call: OutgoingCall, make: () => Promise<T>) => Promise<T>;

const watchers = new WeakMap<Platform, OnOutgoingCall>();

/** Has every outgoing call of a platform pass through `watcher`; called once, before anything starts. */
export function watchOutgoingCalls(platform: Platform, watcher: OnOutgoingCall): void {
  watchers.set(platform, watcher);
}

/** Makes a call in sight of the platform's watcher, if it has one. */
export function makeOutgoingCall<T>(platform: Platform, call: OutgoingCall, make: () => Promise<T>): Promise<T> {
  const watcher = watchers.get(platform);
  return watcher ? watcher(call, make) : make();
}

/** A service whose calls pass the watcher, whoever makes them. */
export function watchedService(service: AwsService, watcher: OnOutgoingCall): AwsService {
  const { signingName } = service;
  return {
    signingName,
    authorize: (call) => service.authorize(call),
    handle: (call) => {
      const action = call.target ?? service.authorize(call)[0]?.action.split(':').at(-1) ?? call.method;
      const outgoing = { kind: 'aws', from: call.caller.functionName, what: `${signingName}:${action}` } as const;
      return watcher(outgoing, () => service.handle(call));
    },
    ...(service.handleUnsigned ? { handleUnsigned: (call) => service.handleUnsigned?.(call) ?? nobody() } : {}),
  };
}

/** A function host whose invocations pass the watcher. */
export function watchedFunctions(host: FunctionHost, watcher: OnOutgoingCall): FunctionHost {
  const called = (functionArn: string, how: string): OutgoingCall => ({
    kind: 'invoke',
    from: 'platform',
    what: `${how} ${functionArn.split(':')[6] ?? functionArn}`,
  });
  return {
    invoke: (arn, payload, options) => watcher(called(arn, 'invoke'), () => host.invoke(arn, payload, options)),
    invokeAsync: (arn, payload, options) =>
      watcher(called(arn, 'accept'), () => host.invokeAsync(arn, payload, options)),
  };
}

async function nobody(): Promise<undefined> {
  return undefined;
}
