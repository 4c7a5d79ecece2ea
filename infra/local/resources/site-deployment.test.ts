import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { resourceTypes as bucketTypes, findObject, listObjects, PLAIN, readBytes, writeObject } from './bucket.ts';
import { resourceTypes } from './site-deployment.ts';

let bench: ServiceBench;

function writeAsset(key: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(bench.platform.dataDir, 'assets', key, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

const deploy = (properties: object) =>
  bench.start(resourceTypes[0] ?? expect.fail('no type'), 'Deploy', { DestinationBucketName: 'site', ...properties });
const keys = async () => (await listObjects(bench.platform, 'site')).map(({ key }) => key);

beforeEach(async () => {
  bench = await openServiceBench();
  const bucket = bucketTypes.find(({ type }) => type === 'AWS::S3::Bucket') ?? expect.fail('no bucket type');
  await bench.start(bucket, 'Site', { BucketName: 'site' });
});
afterEach(() => bench.close());

test('files go into the bucket with type and caching, markers filled in, what is gone pruned', async () => {
  writeAsset('one', { 'index.html': '<p>hi</p>', 'assets/app.js': 'x' });
  writeAsset('two', { 'config.json': '{"api":"<<marker:0xbaba:0>>"}' });
  await writeObject(bench.platform, 'site', 'old.html', Buffer.from('old'), PLAIN, 'PutObject');
  await deploy({
    SourceObjectKeys: ['one', 'two'],
    SourceMarkers: [{}, { '<<marker:0xbaba:0>>': 'https://api.accord.example' }],
    SystemMetadata: { 'cache-control': 'no-cache' },
  });
  expect(await keys()).toEqual(['assets/app.js', 'config.json', 'index.html']);
  const page = await findObject(bench.platform, 'site', 'index.html');
  expect(page).toMatchObject({ contentType: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-cache' } });
  const config = (await findObject(bench.platform, 'site', 'config.json')) ?? expect.fail('no config');
  expect((await readBytes(bench.platform, config)).toString()).toBe('{"api":"https://api.accord.example"}');
});

test('an unchanged deployment is left alone, a changed one replaced', async () => {
  writeAsset('one', { 'index.html': 'a' });
  await deploy({ SourceObjectKeys: ['one'] });
  const before = await findObject(bench.platform, 'site', 'index.html');
  await deploy({ SourceObjectKeys: ['one'] });
  expect(await findObject(bench.platform, 'site', 'index.html')).toEqual(before);
  writeAsset('one', { 'index.html': 'b' });
  await deploy({ SourceObjectKeys: ['one'] });
  expect((await findObject(bench.platform, 'site', 'index.html'))?.etag).not.toBe(before?.etag);
});

test('excluded files are neither copied nor pruned, included ones come back', async () => {
  writeAsset('one', { 'a.html': 'a', 'b.js': 'b', 'c.js': 'c' });
  await writeObject(bench.platform, 'site', 'kept.js', Buffer.from('k'), PLAIN, 'PutObject');
  await deploy({ SourceObjectKeys: ['one'], Exclude: ['*.js'], Include: ['c.js'] });
  expect(await keys()).toEqual(['a.html', 'c.js', 'kept.js']);
});
