import { listReadyMade } from '#contract/areas/rules.ts';
import { fieldsOf, isAboutCreator, OPERATORS_OF, RULE_EVENT_TYPES, RULE_EVENTS } from '#domain/rules/fields.ts';
import { READY_RULES } from '#domain/rules/ready-made.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listReadyMade, async () => ({
  status: 200,
  body: {
    items: READY_RULES.map((rule) => ({ ...rule, actions: [...rule.actions] })),
    events: RULE_EVENT_TYPES.map((event) => ({
      event,
      says: RULE_EVENTS[event].says,
      aboutCreator: isAboutCreator(event),
      fields: [...fieldsOf(event)].map(([field, { says, kind, values }]) => ({
        ...{ field, says, kind },
        operators: [...OPERATORS_OF[kind]],
        values: values ? [...values] : null,
      })),
    })),
  },
}));
