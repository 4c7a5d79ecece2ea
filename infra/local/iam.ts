import type { Access, ResolvedResource } from './kernel.ts';

/** What a condition block may ask about. */
type ConditionContext = NonNullable<Access['context']>;

export type Verdict = 'allowed' | 'explicitly denied' | 'not allowed';

/** What every role of the template may do. */
export interface PolicyBook {
  check(roleArn: string, access: Access): Verdict;
}

interface Statement {
  allows: boolean;
  matchesAction: (action: string) => boolean;
  matchesResource: (arn: string) => boolean;
  holds: (context: ConditionContext) => boolean;
}

// AWS's own policies that only grant what the local target does for every function anyway (writing logs and traces).
const harmlessManagedPolicies = new Set([
  'service-role/AWSLambdaBasicExecutionRole',
  'AWSXRayDaemonWriteAccess',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
]);

/** Reads the identity policies of every role; refuses statements it cannot judge, naming them. */
export function readPolicies(resources: readonly ResolvedResource[], defaults: ConditionContext = {}): PolicyBook {
  const byRole = new Map<string, Statement[]>();
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const roleByName = new Map(roles.map((role) => [role.ref, role]));
  const add = (role: ResolvedResource | undefined, document: unknown, where: string): void => {
    const arn = role?.attributes.Arn;
    if (!arn) return;
    byRole.set(arn, [...(byRole.get(arn) ?? []), ...statementsOf(document, where)]);
  };
  const managed = new Map(
    resources.filter(({ type }) => type === 'AWS::IAM::ManagedPolicy').map((policy) => [policy.ref, policy]),
  );

  for (const role of roles) {
    const where = `${role.stack} ${role.logicalId}`;
    for (const policy of role.properties.Policies ?? []) add(role, policy.PolicyDocument, where);
    for (const arn of role.properties.ManagedPolicyArns ?? []) {
      const own = managed.get(arn);
      if (own) add(role, own.properties.PolicyDocument, where);
      else if (!harmlessManagedPolicies.has(String(arn).split(':policy/')[1] ?? '') && isAssumedByLambda(role)) {
        throw new Error(
          `${where} has the managed policy ${arn}, which the local target does not know; give the role statements of its own.`,
        );
      }
    }
  }
  for (const policy of resources) {
    if (policy.type !== 'AWS::IAM::Policy' && policy.type !== 'AWS::IAM::ManagedPolicy') continue;
    const where = `${policy.stack} ${policy.logicalId}`;
    for (const name of policy.properties.Roles ?? [])
      add(roleByName.get(name), policy.properties.PolicyDocument, where);
  }
  return {
    check: (roleArn, access) => judge(byRole.get(roleArn) ?? [], access, { ...defaults, ...access.context }),
  };
}

/** The sentence AWS answers with; names function, action and ARN. */
export function deniedMessage(
  caller: { roleArn: string; functionName: string },
  access: Access,
  verdict: Verdict,
): string {
  const [, account = '', roleName = ''] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(caller.roleArn) ?? [];
  const user = `arn:aws:sts::${account}:assumed-role/${roleName}/${caller.functionName}`;
  const because =
    verdict === 'explicitly denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${access.action} action`;
  return `User: ${user} is not authorized to perform: ${access.action} on resource: ${access.resource} ${because}`;
}

function judge(statements: Statement[], access: Access, context: ConditionContext): Verdict {
  const matching = statements.filter(
    (statement) =>
      statement.matchesAction(access.action) && statement.matchesResource(access.resource) && statement.holds(context),
  );
  if (matching.some((statement) => !statement.allows)) return 'explicitly denied';
  return matching.length > 0 ? 'allowed' : 'not allowed';
}

function isAssumedByLambda(role: ResolvedResource): boolean {
  return JSON.stringify(role.properties.AssumeRolePolicyDocument ?? {}).includes('lambda.amazonaws.com');
}

function statementsOf(document: unknown, where: string): Statement[] {
  const statements = (document as { Statement?: unknown })?.Statement ?? [];
  return (Array.isArray(statements) ? statements : [statements]).map((statement) => compile(statement, where));
}

// biome-ignore lint/suspicious/noExplicitAny: an IAM statement's own shape
function compile(statement: Record<string, any>, where: string): Statement {
  const { Action, NotAction, Resource, NotResource, Effect } = statement;
  return {
    allows: Effect === 'Allow',
    matchesAction: Action ? anyOf(Action, true) : not(anyOf(NotAction ?? [], true)),
    matchesResource: Resource ? anyOf(Resource, false) : not(anyOf(NotResource ?? [], false)),
    holds: compileCondition(statement.Condition ?? {}, where),
  };
}

function anyOf(patterns: unknown, ignoreCase: boolean): (text: string) => boolean {
  const expressions = toList(patterns).map((pattern) => wildcard(pattern, ignoreCase));
  return (text) => expressions.some((expression) => expression.test(text));
}

function not(test: (text: string) => boolean): (text: string) => boolean {
  return (text) => !test(text);
}

function wildcard(pattern: string, ignoreCase = false): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
}

function toList(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

type Operator = (actual: string, wanted: string) => boolean;

const operators: Record<string, Operator> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => wildcard(wanted).test(actual),
  ArnEquals: (actual, wanted) => wildcard(wanted).test(actual),
  ArnLike: (actual, wanted) => wildcard(wanted).test(actual),
  Bool: (actual, wanted) => actual === wanted,
  NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
};

const negations: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function compileCondition(condition: Record<string, Record<string, unknown>>, where: string): Statement['holds'] {
  const tests = Object.entries(condition).flatMap(([operator, block]) =>
    Object.entries(block).map(([key, wanted]) => compileTest(operator, key, toList(wanted), where)),
  );
  return (context) => tests.every((test) => test(context));
}

function compileTest(operator: string, key: string, wanted: string[], where: string): Statement['holds'] {
  const [, set, ifExistsBase = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(operator) ?? [];
  const ifExists = ifExistsBase.endsWith('IfExists');
  const name = ifExists ? ifExistsBase.slice(0, -'IfExists'.length) : ifExistsBase;
  if (name === 'Null') return (context) => (find(context, key) === undefined) === (wanted[0] === 'true');
  const negated = negations[name];
  const test = operators[negated ?? name];
  if (!test)
    throw new Error(
      `${where} uses the condition operator ${operator}, which the local target does not judge; add it to infra/local/iam.ts.`,
    );
  const matches = (actual: string): boolean => wanted.some((value) => test(actual, value)) !== Boolean(negated);
  return (context) => {
    const actual = find(context, key);
    if (actual === undefined) return ifExists || set === 'ForAllValues' || Boolean(negated);
    const values = Array.isArray(actual) ? actual : [actual];
    return set === 'ForAllValues' ? values.every(matches) : values.some(matches);
  };
}

function find(context: ConditionContext, key: string): string | string[] | undefined {
  const wanted = key.toLowerCase();
  return Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
