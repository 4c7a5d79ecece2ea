import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';

interface EdgeRequest {
  uri: string;
  headers: Record<string, { value: string }>;
}

/** Runs a viewer-request function as CloudFront does: a plain script with a global `handler`. */
function run(file: string, request: Partial<EdgeRequest>): EdgeRequest {
  const source = readFileSync(new URL(`../constructs/edge/${file}.js`, import.meta.url), 'utf8');
  const event = { viewer: { ip: '198.51.100.7' }, request: { uri: '/', headers: {}, ...request } };
  const answer = vm.runInNewContext(`${source};JSON.stringify(handler(${JSON.stringify(event)}))`);
  return JSON.parse(String(answer));
}

describe('open-page', () => {
  it.each([
    ['/', '/index.html'],
    ['/campaigns', '/index.html'],
    ['/campaigns/cmp_01/edit/', '/index.html'],
    ['/v1.2/campaigns', '/index.html'],
    ['/config.json', '/config.json'],
    ['/assets/index-a1b2.js', '/assets/index-a1b2.js'],
  ])('%s serves %s', (uri, expected) => {
    expect(run('open-page', { uri }).uri).toBe(expected);
  });
});

describe('name-viewer', () => {
  it('overwrites what the viewer claims to be', () => {
    const { headers } = run('name-viewer', {
      headers: { 'x-viewer-ip': { value: '10.0.0.1' }, accept: { value: '*/*' } },
    });
    expect(headers).toEqual({ 'x-viewer-ip': { value: '198.51.100.7' }, accept: { value: '*/*' } });
  });

  it('leaves the path of the API alone', () => {
    expect(run('name-viewer', { uri: '/api/v1/health' }).uri).toBe('/api/v1/health');
  });
});
