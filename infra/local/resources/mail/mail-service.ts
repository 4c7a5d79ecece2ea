import { type AwsAnswer, type AwsCall, AwsError, type AwsService, type Platform } from '#local/kernel.ts';
import { bareAddress, parseMime } from './parse-mime.ts';
import { type OutgoingMail, storeMail } from './store-mail.ts';

interface SendEmailRequest {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  ReplyToAddresses?: string[];
  ConfigurationSetName?: string;
  Content?: {
    Simple?: {
      Subject?: { Data?: string };
      Body?: { Text?: { Data?: string }; Html?: { Data?: string } };
      Headers?: { Name: string; Value: string }[];
    };
    Raw?: { Data?: string };
  };
}

/** The mail service as SES v2 speaks it: SendEmail with simple and raw content, from identities of the template only. */
export function mailService(platform: Platform): AwsService {
  const arnOf = (kind: string, name: string): string =>
    `arn:aws:ses:${platform.region}:${platform.account}:${kind}/${name}`;
  return {
    signingName: 'ses',
    authorize: (call) => {
      const request = readRequest(call);
      const from = senderOf(request);
      const access = [
        { action: 'ses:SendEmail', resource: arnOf('identity', identityOf(platform, from) ?? domainOf(from)) },
      ];
      if (request.ConfigurationSetName)
        access.push({ action: 'ses:SendEmail', resource: arnOf('configuration-set', request.ConfigurationSetName) });
      return access;
    },
    handle: async (call): Promise<AwsAnswer> => {
      const request = readRequest(call);
      const mail = toMail(request);
      requireIdentity(platform, mail.from);
      requireConfigurationSet(platform, mail.configurationSet);
      const { messageId } = await platform.activity.run('mail', () =>
        storeMail(platform, mail, call.caller.correlationId),
      );
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ MessageId: messageId }),
      };
    },
  };
}

function readRequest(call: AwsCall): SendEmailRequest {
  if (call.method !== 'POST' || call.path !== '/v2/email/outbound-emails') {
    throw new AwsError(
      'UnknownOperationException',
      `The local mail service does not serve ${call.method} ${call.path}; it knows SendEmail.`,
      404,
    );
  }
  try {
    return JSON.parse(call.body.toString('utf8')) as SendEmailRequest;
  } catch {
    throw new AwsError('BadRequestException', 'The request body is not JSON.');
  }
}

function toMail(request: SendEmailRequest): OutgoingMail {
  const destination = request.Destination ?? {};
  const to = [
    ...(destination.ToAddresses ?? []),
    ...(destination.CcAddresses ?? []),
    ...(destination.BccAddresses ?? []),
  ];
  const configurationSet = request.ConfigurationSetName ? { configurationSet: request.ConfigurationSetName } : {};
  const raw = request.Content?.Raw?.Data;
  const mail: OutgoingMail = raw ? fromRaw(raw, request, to) : fromSimple(request, to);
  if (mail.to.length === 0)
    throw new AwsError('BadRequestException', 'Missing required field: at least one recipient.');
  if (mail.to.length > 50) throw new AwsError('BadRequestException', 'Recipient count exceeds 50.');
  const malformed = mail.to.find((address) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(bareAddress(address)));
  if (malformed !== undefined)
    throw new AwsError(
      'BadRequestException',
      'Local address contains control or whitespace, or the domain is missing.',
    );
  return { ...mail, ...configurationSet };
}

function fromSimple(request: SendEmailRequest, to: string[]): OutgoingMail {
  const simple = request.Content?.Simple;
  const subject = simple?.Subject?.Data;
  const text = simple?.Body?.Text?.Data;
  const html = simple?.Body?.Html?.Data;
  if (subject === undefined)
    throw new AwsError(
      'BadRequestException',
      'The message has no subject; templates are not served locally, send Simple or Raw content.',
    );
  if (text === undefined && html === undefined) throw new AwsError('BadRequestException', 'The message has no body.');
  return {
    from: senderOf(request),
    to,
    subject,
    ...(request.ReplyToAddresses ? { replyTo: request.ReplyToAddresses } : {}),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
    ...(simple?.Headers ? { headers: Object.fromEntries(simple.Headers.map(({ Name, Value }) => [Name, Value])) } : {}),
  };
}

function fromRaw(raw: string, request: SendEmailRequest, to: string[]): OutgoingMail {
  const parsed = parseMime(Buffer.from(raw, 'base64'));
  return { ...parsed, from: request.FromEmailAddress ?? parsed.from, to: to.length > 0 ? to : parsed.to };
}

function senderOf(request: SendEmailRequest): string {
  const raw = request.Content?.Raw?.Data;
  const from = request.FromEmailAddress ?? (raw ? parseMime(Buffer.from(raw, 'base64')).from : undefined);
  if (from) return from;
  throw new AwsError('BadRequestException', 'Missing required field: FromEmailAddress.');
}

function domainOf(address: string): string {
  return bareAddress(address).split('@').at(-1) ?? '';
}

/** The identity of the template that a sender falls under: its address, else its domain or a parent domain. */
function identityOf(platform: Platform, from: string): string | undefined {
  const identities = new Set(
    platform
      .resources('AWS::SES::EmailIdentity')
      .map(({ properties }) => String(properties.EmailIdentity).toLowerCase()),
  );
  const labels = domainOf(from).split('.');
  return [bareAddress(from), ...labels.map((_label, index) => labels.slice(index).join('.'))].find((name) =>
    identities.has(name),
  );
}

function requireIdentity(platform: Platform, from: string): void {
  if (identityOf(platform, from)) return;
  const region = platform.region.toUpperCase();
  throw new AwsError(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${region}: ${bareAddress(from)}`,
  );
}

function requireConfigurationSet(platform: Platform, name: string | undefined): void {
  if (name === undefined || platform.resources('AWS::SES::ConfigurationSet').some((set) => set.ref === name)) return;
  throw new AwsError('NotFoundException', `Configuration set <${name}> does not exist.`, 404);
}
