import type {
  CreateAuthChallengeTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda';
import { sameSecret } from '#runtime/hash.ts';
import { newSecret } from '#runtime/ids.ts';
import { proofOf } from '#runtime/log-in-proof.ts';

type Trigger =
  | DefineAuthChallengeTriggerEvent
  | CreateAuthChallengeTriggerEvent
  | VerifyAuthChallengeResponseTriggerEvent;

/**
 * What the user pool asks of us while it signs somebody in without a password: one question, whose answer only our own functions know, and no second try.
 * It is how a person whom a provider has vouched for gets a session of the pool.
 */
export async function handler(event: Trigger): Promise<Trigger> {
  if (isDefining(event)) return { ...event, response: nextStep(event) };
  if (isAsking(event)) {
    const question = newSecret();
    const answer = await proofOf(event.userName, question);
    return {
      ...event,
      response: {
        publicChallengeParameters: { question },
        privateChallengeParameters: { answer },
        challengeMetadata: 'proof',
      },
    };
  }
  const { privateChallengeParameters, challengeAnswer } = event.request;
  const expected = privateChallengeParameters.answer ?? '';
  const answerCorrect = expected !== '' && sameSecret(String(challengeAnswer), expected);
  return { ...event, response: { answerCorrect } };
}

function nextStep({ request }: DefineAuthChallengeTriggerEvent): DefineAuthChallengeTriggerEvent['response'] {
  const [first, ...more] = request.session;
  // A user the pool does not know is asked as well and then refused, so that the answer does not tell.
  if (!first) return { challengeName: 'CUSTOM_CHALLENGE', issueTokens: false, failAuthentication: false };
  const isProved =
    more.length === 0 && first.challengeName === 'CUSTOM_CHALLENGE' && first.challengeResult && !request.userNotFound;
  return { challengeName: '', issueTokens: isProved, failAuthentication: !isProved };
}

function isDefining(event: Trigger): event is DefineAuthChallengeTriggerEvent {
  return event.triggerSource === 'DefineAuthChallenge_Authentication';
}

function isAsking(event: Trigger): event is CreateAuthChallengeTriggerEvent {
  return event.triggerSource === 'CreateAuthChallenge_Authentication';
}
