import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { lockTill } from '../use-cases/sign-in.ts';
import { openTrainingTill, withCatalogueOf } from '../use-cases/training.ts';

/**
 * Which till the counter is on: the real one, or one for practice. Nothing is kept of a practice, so a service that
 * starts again is on the real till.
 */
export interface Practice {
  /** The till that the counter is on. */
  tillOf(real: Register): Register;
  /** Puts the counter on a till for practice, and locks the real one; the practice that goes on where there is one. */
  begin(real: Register): Result<Register>;
  /** Ends it, where there is one. */
  end(): null;
}

export function createPractice(): Practice {
  let training: Register | null = null;
  return {
    tillOf(real) {
      if (!training) return real;
      // After a fault of the disk the real till was opened again.
      if (training.store.catalogue !== real.store.catalogue) training = withCatalogueOf(real, training);
      return training;
    },
    begin(real) {
      if (training) return ok(training);
      const opened = openTrainingTill(real);
      if (!opened.ok) return opened;
      lockTill(real);
      training = opened.value;
      return opened;
    },
    end() {
      const ended = training;
      training = null;
      ended?.store.close();
      return null;
    },
  };
}
