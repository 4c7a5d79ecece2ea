import { expect, it } from 'vitest';
import { declineSentence, declineTodo } from './decline-words.ts';

it.each([
  ['insufficient_funds', undefined, 'There is not enough money on this card.', /another card/],
  ['brand_new_code', 'Try another card.', 'Try another card.', /another card/],
  ['payment_intent_authentication_failure', undefined, 'The bank could not confirm that it is you.', /confirm it/],
  ['authentication_required', undefined, 'The bank wants you to confirm the payment.', /confirm it/],
  ['toString', undefined, 'The payment did not go through.', /another card/],
  [null, undefined, 'The payment did not go through.', /another card/],
])('says why a card was refused and what to do: %s', (code, message, sentence, todo) => {
  expect(declineSentence(code, message)).toBe(sentence);
  expect(declineTodo(code)).toMatch(todo);
});
