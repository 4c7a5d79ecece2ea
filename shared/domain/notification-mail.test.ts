import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from './mail-layout.ts';
import { notificationMail } from './notification-mail.ts';

const content = {
  name: 'Ada',
  title: 'New application for “Spring serum”',
  text: 'Read the proposal.',
  url: 'https://accord.example/campaigns/cmp_1',
  siteOrigin: 'https://accord.example',
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
