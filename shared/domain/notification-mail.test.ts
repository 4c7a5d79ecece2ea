import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from './mail-layout.ts';
import { DIGEST_SHOWS, digestMail, notificationMail } from './notification-mail.ts';

const content = {
  name: 'Ada',
  title: 'New application for “Spring serum”',
  text: 'Read the proposal.',
  url: 'https://accord.example/campaigns/cmp_1',
  siteOrigin: 'https://accord.example',
  stopUrl: null,
};

describe('a mail about a notification', () => {
  it('says the same in text and HTML, with a button to the screen', () => {
    const mail = notificationMail(content);
    expect(mail.subject).toBe(content.title);
    for (const part of [content.title, content.text, content.url, 'Hello Ada']) {
      expect(mail.text).toContain(part);
      expect(mail.html).toContain(part);
    }
    expect(mail.html).toContain(`href="${content.url}"`);
  });

  it('shows what people wrote as they wrote it, never as markup', () => {
    const wild = '<script>alert("1")</script>&\'';
    const { html } = notificationMail({
      ...content,
      name: wild,
      title: wild,
      text: wild,
      url: `https://x/"onclick="y`,
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('"onclick=');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
  });

  it('has a subject of one line, whatever the title holds', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const { subject } = notificationMail({ ...content, title: `${title}\r\nBcc: x@y.example` });
        expect(subject).not.toMatch(/[\r\n]/);
        expect(subject.length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('escapes every character that means something', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('the way out of a mail', () => {
  it('is in both parts of one that may be switched off, and its lack is said in one that may not', () => {
    const stopUrl = 'https://accord.example/unsubscribe#usr_1.s';
    const { text, html } = notificationMail({ ...content, stopUrl });
    for (const part of [text, html]) expect(part).toContain(stopUrl);
    for (const part of Object.values(notificationMail(content)).slice(1))
      expect(part).toContain('Mails like this one cannot be switched off.');
  });
});

describe('a mail about several notifications', () => {
  const item = (title: string) => ({
    title,
    text: 'Look.',
    url: 'https://accord.example/x',
    when: 'Fri 20 Nov, 14:05',
  });
  const digest = {
    ...{ name: 'Ada', occasion: 'daily' as const, url: 'https://accord.example/notifications' },
    ...{ siteOrigin: 'https://accord.example', stopUrl: 'https://accord.example/unsubscribe#usr_1.s' },
  };

  it('says the same in text and HTML, by campaign, with when and where', () => {
    const sections = [
      { heading: 'Spring <serum>', items: [item('An offer'), item('A comment')] },
      { heading: 'Account and workspace', items: [item('A member')] },
    ];
    const { subject, text, html } = digestMail({ ...digest, sections });
    expect(subject).toBe('Your day on Accord: 3 updates');
    for (const said of [
      'An offer',
      'A comment',
      'A member',
      'Look.',
      'Fri 20 Nov, 14:05',
      digest.url,
      digest.stopUrl,
    ]) {
      expect(text).toContain(said);
      expect(html).toContain(said);
    }
    expect(text).toContain('Spring <serum>');
    expect(html).toContain('Spring &lt;serum&gt;');
    expect(html.indexOf('A comment')).toBeLessThan(html.indexOf('Account and workspace'));
  });

  it('shows the first thirty, and counts the rest', () => {
    const many = Array.from({ length: DIGEST_SHOWS + 12 }, (_, index) => item(`Update ${index + 1}.`));
    const { subject, text } = digestMail({ ...digest, occasion: 'weekly', sections: [{ heading: 'A', items: many }] });
    expect(subject).toBe('Your week on Accord: 42 updates');
    expect(text).toContain('Update 30.');
    expect(text).not.toContain('Update 31.');
    expect(text).toContain('And 12 more');
  });

  it('is never empty', () => {
    expect(() => digestMail({ ...digest, sections: [{ heading: 'A', items: [] }] })).toThrow('at least one');
  });
});
