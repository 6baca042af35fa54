import { fail, ok, type Result } from '../../domain/result.ts';
import { openTill } from '../open-till.ts';
import { systemClock, type Clock, type Register } from '../register.ts';
import { signIn } from '../use-cases/sign-in.ts';
import type { CommandInput, CommandOutput } from './command.ts';

/** The options of every command that acts at the till. */
export const personOptions = { staff: { type: 'string' }, pin: { type: 'string' } } as const;

/**
 * Opens the till, signs in whoever `--staff` and `--pin` name, runs, and closes it. A till that has staff does not
 * sell for nobody; one that has none yet is the installer's.
 */
export async function withTill(
  input: CommandInput,
  run: (register: Register) => Result<CommandOutput> | Promise<Result<CommandOutput>>,
  clock: Clock = systemClock,
): Promise<Result<CommandOutput>> {
  const opened = openTill(input.folder, {}, clock);
  if (!opened.ok) return opened;
  const register = opened.value;
  try {
    const signedIn = signInFromOptions(register, input);
    if (!signedIn.ok) return signedIn;
    return await run(register);
  } finally {
    register.store.close();
  }
}

function signInFromOptions(register: Register, { options }: CommandInput): Result<null> {
  const { staff, pin } = options;
  if (typeof staff === 'string' && typeof pin === 'string') {
    const signedIn = signIn(register, staff, pin);
    return signedIn.ok ? ok(null) : signedIn;
  }
  return register.store.staff.all().length > 0 ? fail({ code: 'not-signed-in' }) : ok(null);
}
