import { getBudget, getContract, listContracts } from '#contract/areas/contracts.ts';
import { listCampaignPayments } from '#contract/areas/payments.ts';

/** Reads that change when money moves. */
export const MONEY_READS = [listCampaignPayments, getContract, listContracts, getBudget] as const;
