import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceBench, type ServiceBench } from '#local/testing-services.ts';
import { listMail, mailInboxHandler, resourceTypes, storeMail } from './mail.ts';

let bench: ServiceBench;
let ses: SESv2Client;

beforeEach(async () => {
  bench = await openServiceBench();
  const identity =
    resourceTypes.find(({ type }) => type === 'AWS::SES::EmailIdentity') ?? expect.fail('no identity type');
  await bench.start(identity, 'Domain', { EmailIdentity: 'accord.example' });
  ses = new SESv2Client(bench.clientConfig);
});

afterEach(async () => {
  ses.destroy();
  await bench.close();
});

const simple = (to: string, from = 'Accord <hello@mail.accord.example>') =>
  ses.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: 'Hello' },
          Body: { Text: { Data: 'See https://accord.example/x?a=1&b=2' }, Html: { Data: '<b>Hi</b>' } },
        },
      },
    }),
  );

test('a simple message reaches the inbox, the trace and its recipient’s list', async () => {
  const { MessageId } = await simple('Ada@example.com');
  await simple('bob@example.com');
  expect(await listMail(bench.platform, { to: 'ada@example.com' })).toMatchObject([
    { messageId: MessageId, subject: 'Hello', html: '<b>Hi</b>' },
  ]);
  expect(bench.traces[0]).toMatchObject({
    kind: 'mail.sent',
    data: { to: ['Ada@example.com'], subject: 'Hello', messageId: MessageId },
  });
  expect(bench.asked[0]).toBe('ses:SendEmail arn:aws:ses:us-east-1:000000000000:identity/accord.example');
});

test('a raw message is read: encoded subject, both parts, the attachment’s name', async () => {
  const raw = [
    'From: hello@accord.example',
    'To: ada@example.com',
    'Subject: =?UTF-8?B?R3LDvMOfZQ==?=',
    'Content-Type: multipart/mixed; boundary="outer"',
    '',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=C3=BC=\r\n=C3=9Fe',
    '--inner',
    'Content-Type: text/html',
    '',
    '<p>Hi</p>',
    '--inner--',
    '--outer',
    'Content-Type: application/pdf; name="invoice.pdf"',
    'Content-Disposition: attachment; filename="invoice.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('%PDF').toString('base64'),
    '--outer--',
  ].join('\r\n');
  await ses.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(raw) } } }));
  expect(await listMail(bench.platform)).toMatchObject([
    {
      subject: 'Grüße',
      to: ['ada@example.com'],
      text: 'Grüße',
      html: '<p>Hi</p>',
      attachments: [{ name: 'invoice.pdf', contentType: 'application/pdf', bytes: 4 }],
    },
  ]);
});

test('a sender outside the identities of the template is rejected', async () => {
  await expect(simple('ada@example.com', 'hello@elsewhere.example')).rejects.toMatchObject({ name: 'MessageRejected' });
  expect(await listMail(bench.platform)).toEqual([]);
});

test('the simulator’s addresses bounce and complain', async () => {
  await simple('bounce@simulator.amazonses.com');
  await simple('complaint@simulator.amazonses.com');
  expect(bench.traces.map(({ kind }) => kind)).toEqual(['mail.sent', 'mail.bounced', 'mail.sent', 'mail.complained']);
});

test('the inbox page escapes what it shows and keeps HTML in a frame without scripts', async () => {
  await storeMail(bench.platform, {
    from: 'a@accord.example',
    to: ['ada@example.com'],
    subject: '<script>alert(1)</script>',
    text: 'https://accord.example/?a=1&b=2',
    html: '<script>alert(2)</script>"x',
  });
  const [mail] = await listMail(bench.platform);
  const handler = mailInboxHandler(bench.platform, '/mail');
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = async (path: string) => {
    const response = await fetch(`${origin}${path}`);
    return {
      status: response.status,
      policy: response.headers.get('content-security-policy'),
      text: await response.text(),
    };
  };
  const list = await read('/mail/');
  expect(list.text).toContain('&lt;script&gt;alert(1)');
  expect(list.text).not.toContain('<script');
  const message = await read(`/mail/${mail?.messageId}`);
  expect(message.policy).toContain("default-src 'none'");
  expect(message.text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(message.text).toContain('&lt;script&gt;alert(2)&lt;/script&gt;&quot;x');
  expect(message.text).toContain('<a href="https://accord.example/?a=1&amp;b=2"');
  expect(message.text).not.toContain('<script');
  expect(JSON.parse((await read('/mail/messages?to=ada@example.com')).text).messages).toHaveLength(1);
  expect((await read('/mail/none')).status).toBe(404);
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
});
