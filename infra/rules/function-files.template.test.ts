import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { bundleFunctions } from '../bundle.ts';
import { compareFilesWithContract, listFunctionFiles } from '../stacks/function-files.ts';
import { loadDefinitions } from '../stacks/workflow-definitions.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'accord-functions-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text = 'export const handler = async () => 1;\n') => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe('the list of function files', () => {
  it('holds handlers of both folders, and neither tests nor helpers', () => {
    write('functions/auth/log-in.ts');
    write('functions/auth/log-in.test.ts');
    write('functions/auth/limits.ts');
    write('functions/reactions/on-campaign-created-tell-owner.ts');
    write('workflows/escrow-release/steps/read-contract.ts');
    write('workflows/escrow-release/definition.ts');
    expect(listFunctionFiles(root).map(({ id, kind, stack }) => [id, kind, stack])).toEqual([
      ['auth.log-in', 'endpoint', 'accounts'],
      ['escrow-release.read-contract', 'step', 'money'],
      ['reactions.on-campaign-created-tell-owner', 'reactions', 'events'],
    ]);
  });

  it.each([
    ['functions/nowhere/do-it.ts', 'functions/nowhere belongs to no stack'],
    ['workflows/nowhere/steps/do-it.ts', 'workflows/nowhere belongs to no stack'],
  ])('refuses %s', (path, message) => {
    write(path);
    expect(() => listFunctionFiles(root)).toThrow(message);
  });
});

describe('files and contract', () => {
  it('disagree in one sentence for each missing file and each missing endpoint', () => {
    write('functions/auth/log-in.ts');
    write('functions/auth/sing-song.ts');
    write('functions/schedules/sweep-events.ts');
    expect(compareFilesWithContract(listFunctionFiles(root), ['auth.log-in', 'auth.log-out'])).toEqual([
      'The endpoint auth.log-out has no handler; write functions/auth/log-out.ts.',
      'functions/auth/sing-song.ts has no endpoint auth.sing-song; declare it in shared/contract/areas or remove the file.',
    ]);
  });

  it('fail the build before anything is bundled', async () => {
    write('functions/auth/log-in.ts');
    await expect(bundleFunctions(root, join(root, 'out'))).rejects.toThrow('The endpoint auth.sign-up has no handler');
    expect(existsSync(join(root, 'out'))).toBe(false);
  });
});

describe('a bundle', () => {
  it('holds every handler as a module that loads, shares chunks and counts them', async () => {
    write('shared-text.ts', `export const text = '${'x'.repeat(5000)}';\n`);
    for (const { id } of endpoints) {
      write(
        `functions/${id.replace('.', '/')}.ts`,
        "import { text } from '../../shared-text.ts';\nexport const handler = async () => text;\n",
      );
    }
    const { perFunction } = await bundleFunctions(root, join(root, 'out'));
    expect(perFunction.map(({ name }) => name).sort()).toEqual(endpoints.map(({ id }) => id).sort());
    const module = await import(pathToFileURL(join(root, 'out/accounts/auth/log-in.mjs')).href);
    expect(await module.handler()).toHaveLength(5000);
    expect(perFunction.find(({ name }) => name === 'auth.log-in')?.bytes).toBeGreaterThan(5000);
    expect(perFunction.find(({ name }) => name === 'auth.log-in')?.bytes).toBeLessThan(7000);
    // What stands apart has all of it in its own file.
    expect(readFileSync(join(root, 'out/accounts/system/get-openapi.mjs'), 'utf8').length).toBeGreaterThan(5000);
    expect(readFileSync(join(root, 'out/accounts/auth/log-in.mjs'), 'utf8').length).toBeLessThan(5000);
  });
});

describe('definitions of machines', () => {
  it('are loaded for every machine with steps', async () => {
    write('workflows/escrow-release/steps/read-contract.ts');
    write('workflows/escrow-release/definition.ts', "export const definition = { StartAt: 'Read' };\n");
    expect(await loadDefinitions(listFunctionFiles(root), root)).toEqual({ 'escrow-release': { StartAt: 'Read' } });
  });

  it('are missed by name', async () => {
    write('workflows/escrow-release/steps/read-contract.ts');
    await expect(loadDefinitions(listFunctionFiles(root), root)).rejects.toThrow(
      'workflows/escrow-release/definition.ts does not export a definition.',
    );
  });
});
