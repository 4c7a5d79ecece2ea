import { type Change, replace } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { type ContractItem, contractRef, progressOf, updateContract } from '#data/contract.ts';
import { editedHold, type HeldPart, type HoldItem, Holds, holdRef, wholeOf } from '#data/hold.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import { editParts, milestoneOf, partsOf } from '#domain/hold-parts.ts';
import { needsSecondPerson, type SecondPerson } from '#domain/second-person.ts';
import { heldEvent, toldBy } from './move-hold.ts';
import type { HoldName } from './release-hold.ts';

/**
 * Whether the rule of a workspace, as it is now, wants a second person for the release of a hold or a part of it. What counts is the price of the whole contract:
 * milestones do not get around the rule.
 */
export function wantsSecondPerson(workspace: Workspace | undefined, part: HeldPart): boolean {
  if (!workspace) return false;
  const { priceMinor, currency } = wholeOf(part);
  const rule = { aboveMinor: workspace.policies.secondReleaserAboveMinor, currency: workspace.currency };
  return needsSecondPerson(rule, { amountMinor: priceMinor, currency });
}

/** What a second person was asked or said, on the hold or part in full and on the contract in short; `undefined` when nobody is asked any more. */
export function noteSecondPerson(
  part: HeldPart,
  said: SecondPerson | undefined,
  { nowIso, begunBy = part.begunBy }: { nowIso: string; begunBy?: HoldItem['begunBy'] },
): Change[] {
  return noteSecondPersons(wholeOf(part), editedHold(part, { begunBy, secondPerson: said }), nowIso);
}

/** The hold after somebody was asked or answered, and its contract; that says the question which waits for an answer, else the last one. */
function noteSecondPersons(before: HoldItem, after: HoldItem, nowIso: string): Change[] {
  const asked = partsOf(after).flatMap(({ secondPerson }) => (secondPerson ? [secondPerson] : []));
  const said = asked.find(({ state }) => state !== 'approved') ?? asked.at(-1);
  const { parts } = toldBy(after);
  return [
    replace(Holds, before, after),
    ...updateContract(
      after,
      said
        ? { set: { secondPerson: { state: said.state, askedAt: said.askedAt }, updatedAt: nowIso, parts } }
        : { set: { updatedAt: nowIso, parts }, unset: ['secondPerson'] },
    ),
  ];
}

/** Asks for a second person once a release needs one, and takes the question back when the rule no longer does; nothing changes otherwise. */
export async function askSecondPerson(context: CommitContext, name: HoldName): Promise<void> {
  const { workspaceId, campaignId, contractId } = name;
  const { nowIso } = context;
  await commit(context, {
    reads: {
      hold: holdRef(workspaceId, campaignId, contractId),
      contract: contractRef(workspaceId, contractId),
      workspace: workspaceRef(workspaceId),
    },
    decide: ({ hold, contract, workspace }) => {
      const answer = { status: 200, body: null };
      if (!hold || !contract) return { changes: [], answer };
      const isNeeded = (part: HeldPart) => isSecondPersonNeeded(part, contract, workspace);
      const askedOf = partsOf(hold).find((part) => isNeeded(part) && !part.secondPerson && part.status === 'funded');
      const after = editParts(hold, (part) => {
        if (part.status !== 'funded' || isNeeded(part) === (part.secondPerson !== undefined)) return undefined;
        if (isNeeded(part)) return { secondPerson: { state: 'asked', askedAt: nowIso } };
        // What somebody has approved stays approved, should the rule come back.
        return part.secondPerson?.state === 'approved' ? undefined : { secondPerson: undefined };
      });
      if (after === hold) return { changes: [], answer };
      const changes = noteSecondPersons(hold, after, nowIso);
      if (!askedOf) return { changes, answer };
      return {
        changes,
        event: heldEvent('ReleaseApprovalAsked', askedOf, askedOf.priceMinor, {
          ...(askedOf.begunBy ? { begunBy: askedOf.begunBy.userId } : {}),
        }),
        answer,
      };
    },
  });
}

/** Whether a release needs a second person now: the rule wants one, and all content it is for is approved. */
function isSecondPersonNeeded(part: HeldPart, contract: ContractItem, workspace: Workspace | undefined): boolean {
  const { approvedCount, requiredCount } = progressOf(contract, milestoneOf(part));
  return wantsSecondPerson(workspace, part) && approvedCount >= requiredCount;
}
