import { expect, it } from 'vitest';
import { SITE_PATH } from './site-path.ts';

it.each(['/', '/campaigns/cmp_1?tab=offers#top', '/account/security', '/a//b'])('%s stays on this site', (path) => {
  expect(path).toMatch(SITE_PATH);
  expect(new URL(path, 'https://accord.example').host).toBe('accord.example');
});

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/a\\..\\/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'campaigns',
  '',
])('%j is not followed', (path) => expect(path).not.toMatch(SITE_PATH));
