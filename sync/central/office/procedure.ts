import type { Pool, PoolClient } from 'pg';
import type { z } from 'zod';
import type { Result } from '../../../domain/result.ts';
import type { MemberSeal } from '../../../seal/member-seal.ts';
import { withTransaction } from '../database.ts';
import type { OfficeError } from './office-error.ts';
import type { Caller, OfficeRight } from './rights.ts';

/** What every procedure works with. */
export interface Office {
  readonly pool: Pool;
  /** Opens and seals members: central has the chain's data key. */
  readonly seal: MemberSeal;
  readonly nowUtcMs: () => number;
}

/** One thing that a page can ask: `POST /office/NAME` with its input as JSON. */
export interface Procedure<Input, Answer> {
  /** Null takes no more than being signed in. */
  readonly right: OfficeRight | null;
  readonly input: z.ZodType<Input>;
  readonly run: (office: Office, caller: Caller, input: Input) => Promise<Result<Answer, OfficeError>>;
}

/** A file that a page hands over: `POST /office/NAME?name=FILE`, its bytes as the body. */
export interface FileProcedure<Answer> {
  readonly right: OfficeRight;
  readonly run: (office: Office, caller: Caller, file: OfficeFile) => Promise<Result<Answer, OfficeError>>;
}

export interface OfficeFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export function procedure<Input, Answer>(
  right: OfficeRight | null,
  input: z.ZodType<Input>,
  run: Procedure<Input, Answer>['run'],
): Procedure<Input, Answer> {
  return { right, input, run };
}

/** Thrown to take a transaction back whose outcome is a refusal. */
const TAKEN_BACK = new Error('taken back');

/** Runs in one transaction. What is refused in it is taken back, as what it throws is. */
export async function change<Answer>(
  { pool }: Office,
  run: (client: PoolClient) => Promise<Result<Answer, OfficeError>>,
): Promise<Result<Answer, OfficeError>> {
  let refused: Result<Answer, OfficeError> | null = null;
  try {
    return await withTransaction(pool, async (client) => {
      const result = await run(client);
      if (result.ok) return result;
      refused = result;
      throw TAKEN_BACK;
    });
  } catch (error) {
    if (error === TAKEN_BACK && refused) return refused;
    throw error;
  }
}
