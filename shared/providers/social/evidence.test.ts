import { describe, expect, it } from 'vitest';
import { evidenceRequest, evidenceText, type KeptPull } from './evidence.ts';

const answered = (request: string, body: unknown) => ({
  request,
  status: 200,
  failure: null,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const videos = [
  { id: 'mine', statistics: { viewCount: '10' } },
  { id: 'theirs', statistics: { viewCount: '77' } },
];
const youtube = 'GET https://y.example/youtube/v3/videos?part=snippet&id=mine%2Ctheirs&key=[hidden]';
const pullOf = (...answers: KeptPull['answers']): KeptPull => ({
  platform: 'youtube',
  receivedAt: '2026-11-20T10:00:00.000Z',
  answers,
});

describe('the evidence of one number', () => {
  it.each([
    ['YouTube', answered(youtube, { kind: 'list', items: videos })],
    ['TikTok', answered('POST https://t.example/v2/video/query/', { data: { videos }, error: { code: 'ok' } })],
  ])('from a list of %s holds nothing of what was asked for together with it', (_, given) => {
    const text = evidenceText(pullOf(given), { answer: 0, item: 'mine' }) ?? '';
    expect(text).not.toMatch(/theirs|77/);
    expect(JSON.parse(text)).toMatchObject({
      status: 200,
      receivedAt: '2026-11-20T10:00:00.000Z',
      request: evidenceRequest(given, 'mine'),
      body: [videos[0]],
    });
  });

  it('names of the ids in a call only the own one', () => {
    expect(evidenceRequest(answered(youtube, {}), 'a/b')).toBe(
      'GET https://y.example/youtube/v3/videos?part=snippet&id=a%2Fb&key=[hidden]',
    );
    expect(evidenceRequest(answered(youtube, {}), null)).toBe(youtube);
  });

  it('is the whole answer where that is about one thing, and no other answer of the pull', () => {
    const pull = pullOf(answered('GET https://i.example/1/insights', { data: [1] }), answered('GET /2', { data: [2] }));
    const text = evidenceText(pull, { answer: 0, item: null }) ?? '';
    expect(JSON.parse(text)).toMatchObject({ request: 'GET https://i.example/1/insights', body: '{"data":[1]}' });
    expect(text).not.toContain('GET /2');
  });

  it.each([
    ['an answer that is not there', { answer: 4, item: null }],
    ['an item that is not there', { answer: 0, item: 'gone' }],
  ])('is undefined for %s', (_, part) => {
    expect(evidenceText(pullOf(answered(youtube, { items: videos })), part)).toBeUndefined();
  });
});
