import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface Mail {
  from: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Where mail programs say, without asking anybody, that the person wants no more of these: by a POST of theirs (RFC 8058). */
  unsubscribeUrl?: string | undefined;
}

let client: SESv2Client | undefined;

/** Sends one mail; throws what the mail service refuses. */
export async function sendMail({ from, to, subject, text, html, unsubscribeUrl }: Mail): Promise<void> {
  client ??= new SESv2Client({ maxAttempts: 3 });
  const part = (data: string) => ({ Data: data, Charset: 'UTF-8' });
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          ...{ Subject: part(subject), Body: { Text: part(text), ...(html ? { Html: part(html) } : {}) } },
          ...(unsubscribeUrl ? { Headers: unsubscribeHeaders(unsubscribeUrl) } : {}),
        },
      },
    }),
  );
}

function unsubscribeHeaders(url: string) {
  return [
    { Name: 'List-Unsubscribe', Value: `<${url}>` },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ];
}
