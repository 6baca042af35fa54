import { useFound } from '../counter/use-found.ts';
import type { FoundMember } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';

const HITS_MAX = 8;

export interface FoundMembers {
  readonly query: string;
  readonly members: readonly FoundMember[];
}

/** The members that what is typed finds. */
export function useFoundMembers(query: string): FoundMembers | null {
  return useFound(query, findMembers);
}

/** The members that a query finds, who is meant exactly first; null where the service could not be asked, which is then said. */
export async function findMembers(query: string): Promise<FoundMembers | null> {
  const answer = await ask((service) => service.member.find({ text: query, limit: HITS_MAX }));
  if (answer.ok) return { query, members: answer.value };
  await refuse(answer.error);
  return null;
}
