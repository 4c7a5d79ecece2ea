// Plain JavaScript: it runs in a worker thread before the bundle and must not bring a TypeScript loader into it.
// Stands where the Lambda runtime stands: virtual Date, one invocation at a time, errors as Lambda reports them.
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';

const { moduleUrl, exportName, sharedClock, functionName, functionArn, memoryMb } = workerData;

replaceDate(new BigInt64Array(sharedClock));
captureOutput();

let handler;
const startedAt = performance.now();
try {
  const module = await import(moduleUrl);
  handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== 'function') throw new Error(`${moduleUrl} exports no function ${exportName}.`);
  parentPort.postMessage({ type: 'loaded', ms: performance.now() - startedAt });
} catch (error) {
  parentPort.postMessage({ type: 'load-failed', error: describe(error) });
}

parentPort.on('message', async ({ requestId, event, timeoutMs }) => {
  const endsAt = performance.now() + timeoutMs;
  const context = {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(endsAt - performance.now())),
  };
  try {
    const result = await handler(JSON.parse(event), context);
    parentPort.postMessage({ type: 'result', requestId, payload: JSON.stringify(result) });
  } catch (error) {
    parentPort.postMessage({ type: 'error', requestId, error: describe(error) });
  }
});

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

/** Every way to ask for the present gives virtual time; the rest of Date stays as it is. */
function replaceDate(cells) {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  let latest = 0;
  const now = () => {
    const frozen = Number(Atomics.load(cells, 0));
    latest = Math.max(latest, frozen > 0 ? frozen : realNow() + Number(Atomics.load(cells, 1)));
    return latest;
  };
  function VirtualDate(...parts) {
    if (!new.target) return new RealDate(now()).toString();
    const target = new.target === VirtualDate ? RealDate : new.target;
    return Reflect.construct(RealDate, parts.length > 0 ? parts : [now()], target);
  }
  Object.defineProperties(VirtualDate, Object.getOwnPropertyDescriptors(RealDate));
  VirtualDate.now = now;
  VirtualDate.prototype.constructor = VirtualDate;
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  globalThis.Date = VirtualDate;
}

/** Lines of stdout and stderr go to the host in order with the results. */
function captureOutput() {
  for (const name of ['stdout', 'stderr']) {
    let rest = '';
    process[name].write = (chunk, encoding, callback) => {
      rest += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') parentPort.postMessage({ type: 'log', line });
      const done = typeof encoding === 'function' ? encoding : callback;
      done?.();
      return true;
    };
  }
}
