import type { ApiSession } from './api-session.ts';

/** Follows the way of an influencer without a browser: begin, agree on the platform's page, come back. Answers where the person ends. */
export async function connectAccount(
  apiBase: string,
  session: ApiSession,
  platform: 'instagram' | 'youtube' | 'tiktok',
  handle: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<URL> {
  const begun = await session.call(`POST /influencers/social-accounts/${platform}/connect`);
  if (begun.status !== 201) throw new Error(`Connecting ${platform} answered ${begun.status}.`);
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const consent = await fetch(String(begun.body.authorizeUrl), {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ handle, decision }).toString(),
  });
  const back = new URL(consent.headers.get('location') ?? '');
  if (!back.href.startsWith(`${apiBase}/influencers/social-accounts/${platform}/callback`))
    throw new Error(`The consent page led to ${back.href}.`);
  const done = await fetch(back, { redirect: 'manual', headers: { cookie } });
  return new URL(done.headers.get('location') ?? '');
}
