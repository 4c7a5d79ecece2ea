import { describe, expect, it } from 'vitest';
import { toStackTemplate } from '../rules/assembly.ts';
import { idleCostOf, runsPerMonth } from './idle-cost.ts';
import { FREE_WHEN_IDLE, PRICES } from './prices.ts';

const stackOf = (Resources: Record<string, { Type: string; Properties?: object }>) => [
  toStackTemplate('Accord-test', { Resources }),
];
const many = (count: number, Type: string, Properties: object = {}) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, { Type, Properties }]));

describe('the cost of an idle stage', () => {
  it.each([
    ['a key', stackOf(many(1, 'AWS::KMS::Key')), 1],
    ['six secrets', stackOf(many(6, 'AWS::SecretsManager::Secret')), 2.4],
    ['a web ACL with its rules', stackOf(many(1, 'AWS::WAFv2::WebACL', { Rules: [{}, {}, {}] })), 8],
    ['alarms beyond the free ones', stackOf(many(12, 'AWS::CloudWatch::Alarm', { MetricName: 'm' })), 0.2],
    [
      'an alarm by the metrics in its expression',
      stackOf(
        many(6, 'AWS::CloudWatch::Alarm', { Metrics: [{ Expression: 'a+b' }, { MetricStat: {} }, { MetricStat: {} }] }),
      ),
      0.2,
    ],
    ['dashboards beyond the free ones', stackOf(many(4, 'AWS::CloudWatch::Dashboard')), 3],
    ['a table', stackOf(many(1, 'AWS::DynamoDB::Table')), 0],
  ])('counts %s', (_what, stacks, usd) => {
    expect(idleCostOf(stacks).usd).toBeCloseTo(usd, 10);
  });

  it('counts the requests by which Lambda polls an idle FIFO queue, and those of a stream as free', () => {
    const stacks = stackOf({
      Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      OfQueue: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
      },
      OfStream: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { Ref: 'Stream' } } },
    });
    expect(idleCostOf(stacks).lines).toMatchObject([{ price: 'fifoRequest', quantity: 657_000 }]);
  });

  it('counts the runs of a schedule with the memory of its function, unless it is switched off', () => {
    const schedule = {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        Target: { Arn: { 'Fn::GetAtt': ['Check', 'Arn'] } },
      },
    };
    const Check = { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 2048 } };
    const { lines, listUsd, usd } = idleCostOf(stackOf({ Check, schedule }));
    expect(Object.fromEntries(lines.map(({ price, quantity }) => [price, quantity]))).toEqual({
      scheduledRun: 730,
      invocation: 730,
      computeSecond: 1460,
      trace: 730,
    });
    expect(listUsd).toBeGreaterThan(0.02);
    expect(usd).toBeCloseTo(0, 10);
    const off = { ...schedule, Properties: { ...schedule.Properties, State: 'DISABLED' } };
    expect(idleCostOf(stackOf({ Check, off })).lines).toEqual([]);
  });

  it('is not said where a type has neither a price nor a reason to be free, which is named', () => {
    expect(() => idleCostOf(stackOf({ Nat: { Type: 'AWS::EC2::NatGateway' } }))).toThrow('AWS::EC2::NatGateway');
  });
});

describe('how often a schedule runs a month', () => {
  it.each([
    ['rate(1 hour)', 730],
    ['rate(5 minutes)', 8760],
    ['rate(1 day)', 730 / 24],
    ['cron(0 3 * * ? *)', 730 / 24],
    ['cron(0,30 * * * ? *)', 1460],
  ])('%s', (expression, runs) => {
    expect(runsPerMonth(expression)).toBeCloseTo(runs, 6);
  });

  it('is refused where it is not understood', () => {
    expect(() => runsPerMonth('cron(0 3 ? * MON *)')).toThrow('teach it');
  });
});

describe('the price table', () => {
  it('names for every price the page it is from and the day it was looked up', () => {
    const prices = Object.values(PRICES);
    expect(prices.filter(({ source }) => !/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\/$/.test(source))).toEqual([]);
    expect(prices.filter(({ asOf }) => !/^\d{4}-\d\d-\d\d$/.test(asOf))).toEqual([]);
  });

  it('gives a reason for everything that is free', () => {
    expect(Object.entries(FREE_WHEN_IDLE).filter(([, reason]) => reason.length < 4)).toEqual([]);
  });
});
