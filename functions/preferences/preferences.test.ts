import { beforeEach, describe, expect, it } from 'vitest';
import { getPreferences, lookUpUnsubscribing, putPreferences, stopMails } from '#contract/areas/preferences.ts';
import { NOTICE_CHANNELS } from '#contract/notice-channels.ts';
import { create } from '#data/change.ts';
import { SecondFactors } from '#data/second-factor.ts';
import type { Actor } from '#runtime/actor.ts';
import { nowMs } from '#runtime/clock.ts';
import { wayOutOf } from '#runtime/unsubscribe.ts';
import { callEndpoint, testInfluencer, testMember, testStaff } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { putPerson } from '#testing/person.ts';
import { prepareTestSms } from '#testing/sms.ts';
import { prepareTestTable } from '#testing/table.ts';
import { write } from '#testing/workspace.ts';
import { handler as getHandler } from './get-preferences.ts';
import { handler as lookUpHandler } from './look-up-unsubscribing.ts';
import { handler as putHandler } from './put-preferences.ts';
import { handler as stopHandler } from './stop-mails.ts';

const { items } = prepareTestTable();
prepareTestSms();

let count = 0;
let actor: Actor = testMember(1);

beforeEach(async () => {
  count += 1;
  actor = testMember(count);
  await putPerson(actor.userId, `person${count}@one.example`, {});
});

const read = async (as: Actor = actor) => (await callEndpoint(getHandler, getPreferences, { actor: as })).body;
const put = (body: object, as: Actor = actor) =>
  callEndpoint(putHandler, putPreferences, {
    actor: as,
    body: { version: 0, kinds: [], quietHours: null, digest: { hour: 8, weekday: 1 }, ...body },
  });
// biome-ignore lint/suspicious/noExplicitAny: a JSON answer, looked at by tests
const kindsOf = ({ groups }: any): any[] => groups.flatMap((group: any) => group.kinds);
// biome-ignore lint/suspicious/noExplicitAny: the same
const kindIn = (body: any, kind: string) => kindsOf(body).find((one) => one.kind === kind);

describe('GET /notifications/preferences', () => {
  it('says of every kind how it comes, in groups, and why some cannot be switched off', async () => {
    const body = await read();
    expect(body).toMatchObject({
      quietHours: null,
      digest: { hour: 8, weekday: 1 },
      timezone: 'Europe/Berlin',
      version: 0,
    });
    expect(kindIn(body, 'ApplicationSubmitted/brand')).toEqual({
      ...{ kind: 'ApplicationSubmitted/brand', says: 'An influencer applies', app: true, mail: 'now', sms: null },
      ...{ locked: null, urgent: false },
    });
    expect(kindIn(body, 'PaymentFailed/brand')).toMatchObject({ locked: 'Money depends on what you do about it.' });
    expect(kindIn(body, 'PasswordChanged/person')).toMatchObject({ urgent: true, sms: false });
  });

  it.each<[string, () => Actor, string, RegExp]>([
    ['a member sees what brands and people are told', () => testMember(count), 'brand', /\/(brand|person)$/],
    [
      'an influencer what influencers and people are',
      () => testInfluencer(count),
      'influencer',
      /\/(influencer|person)$/,
    ],
    ['staff what concerns their account and what waits for them', () => testStaff(), 'staff', /\/(person|staff)$/],
  ])('%s', async (_case, who, side, kinds) => {
    const as = { ...who(), userId: actor.userId };
    const shown = kindsOf(await read(as));
    expect(shown.every(({ kind }) => kinds.test(kind))).toBe(true);
    expect(shown.some(({ kind }) => kind.endsWith(side))).toBe(true);
    expect(shown.map(({ kind }) => kind)).toContain('PasswordChanged/person');
  });

  it('between them, members, influencers and staff see every line of the table', async () => {
    const others = [testInfluencer(), testStaff()].map((other) => read({ ...other, userId: actor.userId }));
    const shown = (await Promise.all([read(), ...others])).flatMap(kindsOf);
    const lines = Object.entries(NOTICE_CHANNELS).flatMap(([type, sides]) =>
      Object.keys(sides).map((side) => `${type}/${side}`),
    );
    expect([...new Set(shown.map(({ kind }) => kind))].sort()).toEqual([...lines].sort());
  });

  it('an influencer sees what is told of files they upload', async () => {
    const shown = kindsOf(await read({ ...testInfluencer(), userId: actor.userId }));
    expect(shown.map(({ kind }) => kind)).toContain('UploadInspected/person');
  });
});

describe('PUT /notifications/preferences', () => {
  it('takes what is otherwise, and what is left out is as by itself again', async () => {
    const quietHours = { fromHour: 22, untilHour: 7 };
    const kinds = [
      { kind: 'ApplicationSubmitted/brand', mail: 'daily' },
      { kind: 'ContentWentLive/brand', app: false },
    ];
    const first = await put({ kinds, quietHours });
    expect(first).toMatchObject({ status: 200, body: { version: 1, quietHours } });
    expect(kindIn(await read(), 'ApplicationSubmitted/brand')).toMatchObject({ mail: 'daily', app: true });
    const second = await put({ version: 1, kinds: [{ kind: 'ContentWentLive/brand', app: false }] });
    expect(kindIn(second.body, 'ApplicationSubmitted/brand')).toMatchObject({ mail: 'now' });
    expect(kindIn(second.body, 'ContentWentLive/brand')).toMatchObject({ app: false });
  });

  it('keeps what the person chose as somebody else', async () => {
    const influencer = { ...testInfluencer(), userId: actor.userId };
    await put({ kinds: [{ kind: 'OfferSent/influencer', mail: 'weekly' }] }, influencer);
    await put({ version: 1, kinds: [{ kind: 'ApplicationSubmitted/brand', mail: 'never' }] });
    expect(kindIn(await read(influencer), 'OfferSent/influencer')).toMatchObject({ mail: 'weekly' });
  });

  it('refuses to switch off a warning, and says why', async () => {
    const answer = await put({ kinds: [{ kind: 'PaymentFailed/brand', mail: 'never' }] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(answer.body.issues).toEqual([
      { path: 'kinds.0.mail', message: 'is always mailed at once: Money depends on what you do about it.' },
    ]);
  });

  it('names what is wrong with it, field by field', async () => {
    const answer = await put({ digest: { hour: 24, weekday: 0 }, quietHours: { fromHour: -1 }, colour: 'red' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    const paths = answer.body.issues.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual([
      'colour',
      'digest.hour',
      'digest.weekday',
      'quietHours.fromHour',
      'quietHours.untilHour',
    ]);
  });

  it('takes one of two changes of the same version', async () => {
    const both = await Promise.all([
      put({ digest: { hour: 9, weekday: 2 } }),
      put({ digest: { hour: 10, weekday: 3 } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'version_conflict' });
  });

  describe('by SMS', () => {
    const kinds = [{ kind: 'PublishingAsked/brand', sms: true }];
    it('asks for a number first', async () => {
      expect(await put({ kinds })).toMatchObject({ status: 409, body: { code: 'phone_not_set' } });
    });
    it('goes to the one that is set up, of which the end is shown', async () => {
      const phone = { wrappedNumber: 'x', endsIn: '78', addedAt: '' };
      const factor = { userId: actor.userId, phone, lastStep: 0, recoveryHashes: [], enabledAt: '', version: 1 };
      await write(create(SecondFactors, factor));
      expect(await put({ kinds })).toMatchObject({ status: 200, body: { sms: { isOffered: true, endsIn: '78' } } });
    });
    it('is refused where none is sent', async () => {
      process.env.SMS_SENDER = 'none';
      expect(await put({ kinds })).toMatchObject({ status: 409, body: { code: 'sms_not_offered' } });
      expect(await read()).toMatchObject({ sms: { isOffered: false } });
    });
  });
});

describe('the link of a mail', () => {
  const KINDS = ['ApplicationSubmitted/brand', 'ContentCommented/brand'];

  /** What stands behind the # of the link of a mail. */
  async function mailedLink(kinds = KINDS, atMs = nowMs()): Promise<string> {
    const wayOut = wayOutOf(actor.userId, kinds, atMs);
    if (!wayOut) return expect.fail('no way out');
    await write(wayOut.change);
    const link = wayOut.stopUrl.split('#')[1] ?? '';
    expect(wayOut.unsubscribeUrl).toBe(`https://accord.example/api/v1/unsubscribe/${link}`);
    return link;
  }
  const lookUp = (link: string) => callEndpoint(lookUpHandler, lookUpUnsubscribing, { body: { link } });
  /** As mail programs do it (RFC 8058). */
  const stop = (link: string) =>
    callEndpoint(stopHandler, stopMails, {
      params: { link },
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  it('is 256 random bits, of which only the hash is kept', async () => {
    const link = await mailedLink();
    expect(Buffer.from(link.split('.')[1] ?? '', 'base64url')).toHaveLength(32);
    const stored = (await items()).filter(({ _et, userId }) => _et === 'unsubscribe_link' && userId === actor.userId);
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(link.split('.')[1]);
  });

  it('says what it would stop, and does so only when it is posted to; a second time too', async () => {
    const link = await mailedLink();
    const says = ['An influencer applies', 'The other side comments on content'];
    expect(await lookUp(link)).toMatchObject({ status: 200, body: { says, isOff: false } });
    expect(kindIn(await read(), KINDS[0] ?? '')).toMatchObject({ mail: 'now' });
    expect(await stop(link)).toMatchObject({ status: 200, body: { says, isOff: true } });
    expect(await stop(link)).toMatchObject({ status: 200, body: { isOff: true } });
    const after = await read();
    for (const kind of KINDS) expect(kindIn(after, kind)).toMatchObject({ mail: 'never', app: true });
    expect(after.version).toBe(1);
  });

  it('leaves everything else as the person chose it', async () => {
    const quietHours = { fromHour: 22, untilHour: 7 };
    await put({ quietHours, kinds: [{ kind: 'ContentWentLive/brand', mail: 'weekly' }] });
    await stop(await mailedLink());
    const after = await read();
    expect(after).toMatchObject({ quietHours, version: 2 });
    expect(kindIn(after, 'ContentWentLive/brand')).toMatchObject({ mail: 'weekly' });
  });

  it.each<[string, () => Promise<string>]>([
    ['of nobody', async () => 'usr_01JD0000000000000000000999.AAAA'],
    ['with another secret', async () => `${(await mailedLink()).split('.')[0]}.AAAA`],
    ['with another person’s name', async () => `${countedId('user', 999)}.${(await mailedLink()).split('.')[1]}`],
    ['with no name', async () => (await mailedLink()).split('.')[1] ?? ''],
    ['that is too old', async () => mailedLink(KINDS, nowMs() - 181 * 86_400_000)],
  ])('%s stops nothing', async (_case, make) => {
    const link = await make();
    for (const answer of [await lookUp(link), await stop(link)])
      expect(answer).toMatchObject({ status: 404, body: { code: 'unsubscribe_link_not_found' } });
    expect((await read()).version).toBe(0);
  });

  it('there is none for what cannot be switched off', () => {
    expect(wayOutOf(actor.userId, [], nowMs())).toBeUndefined();
  });
});
