import { readCloudAssembly, type StackTemplate } from './cloud-assembly.ts';
import { inertTypes } from './inert.ts';
import { evaluate, type References, referencesIn } from './intrinsics.ts';
import type { ResolvedResource, ResourceType } from './kernel.ts';

/** The synthesized application, every name given and every reference resolvable. */
export interface Application {
  /** Every resource whose condition holds, those that others need first. */
  resources: ResolvedResource[];
  /** Values of the stacks' outputs by stack and output id. */
  outputs: Record<string, Record<string, unknown>>;
}

export interface Scope {
  account: string;
  region: string;
}

interface Declared {
  stack: string;
  logicalId: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
  body: Record<string, any>;
}

type Identity = ReturnType<ResourceType['identify']>;

/** Loads cdk.out: evaluates every intrinsic and orders by need. Refuses a type that is neither in `types` nor inert, naming it. */
export function loadApplication(directory: string, types: readonly ResourceType[], scope: Scope): Application {
  return new Loader(readCloudAssembly(directory), types, scope).load();
}

class Loader {
  readonly #stacks: Map<string, StackTemplate>;
  readonly #types: Map<string, ResourceType>;
  readonly #scope: Scope;
  readonly #identities = new Map<string, Identity>();
  readonly #conditions = new Map<string, boolean>();
  readonly #evaluating = new Set<string>();

  constructor(stacks: StackTemplate[], types: readonly ResourceType[], scope: Scope) {
    this.#stacks = new Map(stacks.map((stack) => [stack.stack, stack]));
    this.#types = new Map(types.map((type) => [type.type, type]));
    this.#scope = scope;
  }

  load(): Application {
    const declared = [...this.#stacks.values()].flatMap((stack) => this.#declaredIn(stack));
    const unknown = declared.filter(({ type }) => !this.#types.has(type) && !Object.hasOwn(inertTypes, type));
    if (unknown.length > 0) {
      const list = unknown.map(({ type, stack, logicalId }) => `${type} (stack ${stack}, ${logicalId})`).join('; ');
      throw new Error(
        `The local target does not know ${list}; add a file to infra/local/resources, or a line with the reason to infra/local/inert.ts.`,
      );
    }
    const resources = this.#inOrder(declared).map((resource) => this.#resolve(resource));
    return { resources, outputs: this.#outputs() };
  }

  #declaredIn(stack: StackTemplate): Declared[] {
    // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
    return Object.entries<any>(stack.template.Resources ?? {})
      .map(([logicalId, body]) => ({ stack: stack.stack, logicalId, type: body.Type, body }))
      .filter(({ body }) => !body.Condition || this.#references(stack.stack).condition(body.Condition));
  }

  #resolve({ stack, logicalId, type, body }: Declared): ResolvedResource {
    const properties = this.#inContext(stack, logicalId, () =>
      evaluate(body.Properties ?? {}, this.#references(stack)),
    );
    const assets = this.#stacks.get(stack)?.assets;
    return {
      stack,
      logicalId,
      type,
      ...this.#identity(stack, logicalId),
      properties: properties as ResolvedResource['properties'],
      assetPath(key) {
        const path = assets?.get(key) ?? assets?.get(key.replace(/\.[a-z]+$/, ''));
        if (!path) throw new Error(`${stack}.assets.json holds no asset ${key}, which ${logicalId} names.`);
        return path;
      },
    };
  }

  #identity(stack: string, logicalId: string): Identity {
    const id = `${stack}/${logicalId}`;
    const known = this.#identities.get(id);
    if (known) return known;
    const body = this.#stacks.get(stack)?.template.Resources?.[logicalId];
    if (!body) throw new Error(`${stack} refers to ${logicalId}, which it does not declare.`);
    const type = this.#types.get(body.Type);
    const properties = this.#lazily(stack, logicalId, body.Properties ?? {});
    const identity = type
      ? type.identify({ stack, logicalId, properties }, this.#scope)
      : identifyInert({ type: body.Type, stack, logicalId, properties }, this.#scope);
    this.#identities.set(id, identity);
    return identity;
  }

  /** Properties that are evaluated when looked at, so that names may be built from other resources without going in circles. */
  #lazily(stack: string, logicalId: string, properties: Record<string, unknown>): Record<string, unknown> {
    const lazy: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(properties)) {
      Object.defineProperty(lazy, name, {
        enumerable: true,
        get: () => {
          const id = `${stack}/${logicalId}.${name}`;
          if (this.#evaluating.has(id)) return value;
          this.#evaluating.add(id);
          try {
            return this.#inContext(stack, logicalId, () => evaluate(value, this.#references(stack)));
          } finally {
            this.#evaluating.delete(id);
          }
        },
      });
    }
    return lazy;
  }

  #references(stack: string): References {
    const template = this.#stacks.get(stack)?.template ?? {};
    return {
      ref: (name) => {
        const pseudo = this.#pseudoParameter(stack, name);
        if (pseudo !== undefined) return pseudo;
        const parameter = template.Parameters?.[name];
        return parameter ? this.#parameter(stack, name, parameter) : this.#identity(stack, name).ref;
      },
      attribute: (logicalId, attribute) => {
        const identity = this.#identity(stack, logicalId);
        const value = identity.attributes[attribute];
        if (value !== undefined) return value;
        const type = template.Resources?.[logicalId]?.Type;
        if (!this.#types.has(type)) return `${identity.ref}.${attribute}`;
        throw new Error(`${type} has no attribute ${attribute} locally (wanted of ${stack} ${logicalId}).`);
      },
      importValue: (name) => this.#exported(name),
      condition: (name) => this.#condition(stack, name),
      mapping: (map, key, subKey) => {
        const value = template.Mappings?.[map]?.[key]?.[subKey];
        if (value === undefined) throw new Error(`${stack} has no mapping ${map}.${key}.${subKey}.`);
        return value;
      },
    };
  }

  #pseudoParameter(stack: string, name: string): string | string[] | undefined {
    const { account, region } = this.#scope;
    const values: Record<string, string | string[]> = {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
      'AWS::NotificationARNs': [],
    };
    return values[name];
  }

  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
  #parameter(stack: string, name: string, parameter: Record<string, any>): unknown {
    if (!String(parameter.Type).startsWith('AWS::SSM::Parameter::Value')) {
      if (parameter.Default === undefined) throw new Error(`${stack} has a parameter ${name} without a default.`);
      return parameter.Default;
    }
    const path = String(parameter.Default);
    // The version of the bootstrap stack that a deployment checks.
    if (path.startsWith('/cdk-bootstrap/')) return '999';
    return this.#ssmValue(path, `${stack} (parameter ${name})`);
  }

  /** What a parameter declared in any stack of the application holds. */
  #ssmValue(path: string, wantedBy: string): unknown {
    for (const { stack, template } of this.#stacks.values()) {
      // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
      for (const [logicalId, body] of Object.entries<any>(template.Resources ?? {})) {
        if (body.Type !== 'AWS::SSM::Parameter') continue;
        const name = evaluate(body.Properties?.Name, this.#references(stack));
        if (name !== path) continue;
        return this.#inContext(stack, logicalId, () => evaluate(body.Properties?.Value, this.#references(stack)));
      }
    }
    throw new Error(`${wantedBy} reads the SSM parameter ${path}, which no stack of the application declares.`);
  }

  #exported(name: string): unknown {
    for (const { stack, template } of this.#stacks.values()) {
      // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
      for (const output of Object.values<any>(template.Outputs ?? {})) {
        if (!output.Export || evaluate(output.Export.Name, this.#references(stack)) !== name) continue;
        return evaluate(output.Value, this.#references(stack));
      }
    }
    throw new Error(`No stack of the application exports ${name}.`);
  }

  #condition(stack: string, name: string): boolean {
    const id = `${stack}/${name}`;
    const known = this.#conditions.get(id);
    if (known !== undefined) return known;
    const expression = this.#stacks.get(stack)?.template.Conditions?.[name];
    if (expression === undefined) throw new Error(`${stack} has no condition ${name}.`);
    const holds = evaluate(expression, this.#references(stack)) === true;
    this.#conditions.set(id, holds);
    return holds;
  }

  #outputs(): Application['outputs'] {
    const outputs: Application['outputs'] = {};
    for (const { stack, template } of this.#stacks.values()) {
      const values: Record<string, unknown> = {};
      // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's own shape
      for (const [id, output] of Object.entries<any>(template.Outputs ?? {})) {
        if (!output.Condition || this.#condition(stack, output.Condition))
          values[id] = evaluate(output.Value, this.#references(stack));
      }
      outputs[stack] = values;
    }
    return outputs;
  }

  /** Needed ones first; circles through ARNs are broken where they close. */
  #inOrder(declared: Declared[]): Declared[] {
    const byId = new Map(declared.map((resource) => [`${resource.stack}/${resource.logicalId}`, resource]));
    const ordered = new Set<Declared>();
    const visiting = new Set<Declared>();
    const visit = (resource: Declared): void => {
      if (ordered.has(resource) || visiting.has(resource)) return;
      visiting.add(resource);
      const dependsOn = resource.body.DependsOn ?? [];
      const needed = [
        ...(Array.isArray(dependsOn) ? dependsOn : [dependsOn]),
        ...referencesIn(resource.body.Properties),
      ];
      for (const logicalId of needed) {
        const other = byId.get(`${resource.stack}/${logicalId}`);
        if (other) visit(other);
      }
      ordered.add(resource);
    };
    for (const resource of declared) visit(resource);
    return [...ordered];
  }

  #inContext<T>(stack: string, logicalId: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      const message = (error as Error).message;
      if (message.startsWith('In ')) throw error;
      throw new Error(`In ${stack} ${logicalId}: ${message}`, { cause: error });
    }
  }
}

function identifyInert(
  resource: { type: string; stack: string; logicalId: string; properties: Record<string, unknown> },
  scope: Scope,
): Identity {
  const { type, stack, logicalId, properties } = resource;
  const name = `${stack}-${logicalId}`;
  const [, service = 'local', kind = 'thing'] = type.toLowerCase().split('::');
  if (type === 'AWS::IAM::Role') {
    const roleName = String(properties.RoleName ?? name);
    const path = String(properties.Path ?? '/');
    return {
      ref: roleName,
      attributes: {
        Arn: `arn:aws:iam::${scope.account}:role${path}${roleName}`,
        RoleId: `AROA${logicalId.toUpperCase()}`,
      },
    };
  }
  if (type === 'AWS::IAM::ManagedPolicy') {
    const arn = `arn:aws:iam::${scope.account}:policy/${String(properties.ManagedPolicyName ?? name)}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  }
  if (type === 'AWS::Logs::LogGroup') {
    const group = String(properties.LogGroupName ?? name);
    return { ref: group, attributes: { Arn: `arn:aws:logs:${scope.region}:${scope.account}:log-group:${group}:*` } };
  }
  const arn = `arn:aws:${service}:${scope.region}:${scope.account}:${kind}/${name}`;
  return {
    ref: type === 'AWS::SNS::Topic' || type.startsWith('AWS::CertificateManager') ? arn : name,
    attributes: { Arn: arn },
  };
}
