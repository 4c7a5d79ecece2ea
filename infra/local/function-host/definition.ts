import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ResolvedResource } from '#local/kernel.ts';

/** What the host needs to run one function. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  roleArn: string;
  moduleUrl: string;
  exportName: string;
  /** Folder of the code, as LAMBDA_TASK_ROOT. */
  root: string;
  /** As the template has it: production origins still in place. */
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  /** Most instances at once, from ReservedConcurrentExecutions. */
  maxInstances: number;
  /** ARN that gets the plain event after the last failed asynchronous attempt. */
  deadLetterArn: string | undefined;
}

/** How asynchronous invocations of a function are retried and where they end, from AWS::Lambda::EventInvokeConfig. */
export interface AsyncPolicy {
  maximumRetries: number;
  maximumAgeMs: number;
  onFailureArn: string | undefined;
  onSuccessArn: string | undefined;
}

export const defaultAsyncPolicy: AsyncPolicy = {
  maximumRetries: 2,
  maximumAgeMs: 6 * 3_600_000,
  onFailureArn: undefined,
  onSuccessArn: undefined,
};

// How many events one function handles at a time on this machine.
const instancesPerFunction = 2;

/** Whether the function's code is Node.js, which is what runs here. */
export function isNodeFunction(resource: ResolvedResource): boolean {
  return String(resource.properties.Runtime ?? '').startsWith('nodejs');
}

/** Reads an AWS::Lambda::Function; inline code is written below `dataDir` first. */
export function readFunction(resource: ResolvedResource, dataDir: string): FunctionDefinition {
  const { properties, ref } = resource;
  const root = codeRoot(resource, dataDir);
  const [path = '', exportName = ''] = splitHandler(String(properties.Handler));
  const reserved = properties.ReservedConcurrentExecutions;
  return {
    name: ref,
    arn: resource.attributes.Arn ?? '',
    roleArn: String(properties.Role ?? ''),
    moduleUrl: pathToFileURL(findModule(root, path, ref)).href,
    exportName,
    root,
    environment: Object.fromEntries(
      Object.entries(properties.Environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    timeoutMs: Number(properties.Timeout ?? 3) * 1000,
    memoryMb: Number(properties.MemorySize ?? 128),
    maxInstances: reserved === undefined ? instancesPerFunction : Math.min(instancesPerFunction, Number(reserved)),
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
  };
}

/** Reads an AWS::Lambda::EventInvokeConfig; refuses destinations that are no queues. */
export function readAsyncPolicy(resource: ResolvedResource): AsyncPolicy {
  const { properties } = resource;
  const destination = (kind: 'OnFailure' | 'OnSuccess'): string | undefined => {
    const arn = properties.DestinationConfig?.[kind]?.Destination;
    if (arn === undefined || String(arn).startsWith('arn:aws:sqs:')) return arn;
    throw new Error(
      `${resource.stack} ${resource.logicalId} sends to ${arn}; only queues are destinations of functions locally.`,
    );
  };
  return {
    maximumRetries: Number(properties.MaximumRetryAttempts ?? defaultAsyncPolicy.maximumRetries),
    maximumAgeMs: Number(properties.MaximumEventAgeInSeconds ?? 21_600) * 1000,
    onFailureArn: destination('OnFailure'),
    onSuccessArn: destination('OnSuccess'),
  };
}

function splitHandler(handler: string): [string, string] {
  const at = handler.lastIndexOf('.');
  return [handler.slice(0, at), handler.slice(at + 1)];
}

function findModule(root: string, path: string, name: string): string {
  for (const extension of ['.mjs', '.js', '.cjs']) {
    const file = join(root, path + extension);
    if (existsSync(file)) return file;
  }
  throw new Error(`The bundle of function ${name} has no ${path}.mjs in ${root}; build the functions again.`);
}

function codeRoot(resource: ResolvedResource, dataDir: string): string {
  const code = resource.properties.Code ?? {};
  if (code.ZipFile === undefined) {
    const root = resource.assetPath(String(code.S3Key));
    if (!existsSync(root) || !statSync(root).isDirectory())
      throw new Error(`The code of function ${resource.ref} is no folder: ${root}.`);
    return root;
  }
  const root = join(dataDir, 'inline-code', resource.ref);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'index.cjs'), String(code.ZipFile));
  return root;
}
