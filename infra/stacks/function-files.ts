import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints } from '#contract/index.ts';
import {
  BACKGROUND_FOLDERS,
  type FunctionStack,
  type Package,
  packageOf,
  STACK_OF_FOLDER,
  STACK_OF_FUNCTION,
  STACK_OF_MACHINE,
} from './areas.ts';

export type FunctionKind = 'endpoint' | 'step' | (typeof BACKGROUND_FOLDERS)[number];

/** One Lambda function, known by its file. */
export interface FunctionFile {
  /** `<folder>.<file>`; for an endpoint that is the id in the contract. */
  id: string;
  kind: FunctionKind;
  /** Area, background folder or machine. */
  folder: string;
  /** verb-noun, without extension. */
  file: string;
  /** Relative to the root of the repository. */
  path: string;
  stack: FunctionStack;
  package: Package;
}

/** Every handler file below functions/ and workflows/, ordered by id. Fails on a folder that no stack claims. */
export function listFunctionFiles(root: string): FunctionFile[] {
  const found: FunctionFile[] = [];
  for (const folder of foldersIn(join(root, 'functions'))) {
    const kind = BACKGROUND_FOLDERS.find((name) => name === folder) ?? 'endpoint';
    for (const file of handlersIn(join(root, 'functions', folder))) {
      const id = `${folder}.${file}`;
      const stack = STACK_OF_FUNCTION[id] ?? STACK_OF_FOLDER[folder];
      if (!stack)
        throw new Error(
          `functions/${folder} belongs to no stack; add a line to STACK_OF_FOLDER in infra/stacks/areas.ts.`,
        );
      const path = `functions/${folder}/${file}.ts`;
      found.push({ id, kind, folder, file, path, stack, package: packageOf(folder, stack) });
    }
  }
  for (const machine of foldersIn(join(root, 'workflows'))) {
    const stack = STACK_OF_MACHINE[machine];
    for (const file of handlersIn(join(root, 'workflows', machine, 'steps'))) {
      if (!stack)
        throw new Error(
          `workflows/${machine} belongs to no stack; add a line to STACK_OF_MACHINE in infra/stacks/areas.ts.`,
        );
      const path = `workflows/${machine}/steps/${file}.ts`;
      found.push({ id: `${machine}.${file}`, kind: 'step', folder: machine, file, path, stack, package: stack });
    }
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is wrong between the endpoints of the contract and the files of functions/: one sentence each, none when they agree. */
export function compareFilesWithContract(
  files: readonly FunctionFile[],
  endpointIds: readonly string[] = endpoints.map(({ id }) => id),
): string[] {
  const fileIds = new Set(files.filter(({ kind }) => kind === 'endpoint').map(({ id }) => id));
  const known = new Set(endpointIds);
  const withoutFile = endpointIds
    .filter((id) => !fileIds.has(id))
    .map((id) => `The endpoint ${id} has no handler; write functions/${id.replace('.', '/')}.ts.`);
  const withoutEndpoint = [...fileIds]
    .filter((id) => !known.has(id))
    .map(
      (id) =>
        `functions/${id.replace('.', '/')}.ts has no endpoint ${id}; declare it in shared/contract/areas or remove the file.`,
    );
  return [...withoutFile, ...withoutEndpoint];
}

/** Throws one error that names every endpoint without a file and every file without an endpoint. */
export function assertFilesMatchContract(files: readonly FunctionFile[]): void {
  const problems = compareFilesWithContract(files);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Handlers are the files named verb-noun; a file with another dot in its name is a test or a fixture. */
function handlersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => /^[a-z0-9]+(-[a-z0-9]+)+\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length));
}
