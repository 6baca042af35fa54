import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { currencyDigits } from '../../domain/currency.ts';
import { devicesForPractice } from '../../domain/devices/device-settings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Role, Right } from '../../domain/staff.ts';
import { trainingText } from '../../domain/text/training-text.ts';
import { openTill } from '../open-till.ts';
import type { Register } from '../register.ts';
import { saveStaff, setPin } from './manage-staff.ts';
import { openShift } from './shifts.ts';
import { signIn } from './sign-in.ts';

/** In the till's own folder, so that it goes where the till goes and needs no rights of its own. */
const TRAINING_FOLDER = 'training';
/** Receipts of it begin with another till's code, so that none can be taken for one of the real till's. */
const TRAINING_TILL_PREFIX = 'T';
const TILL_CODE_MAX_LENGTH = 6;
/** In the major unit. */
const TRAINING_FLOAT = 100;

/** Who practises, and who allows what they may not. Their PINs are on the screen; they exist in these books only. */
const trainee = { code: '1', pin: '1111' } as const;
const trainer = { code: '9', pin: '9999' } as const;

/**
 * Makes a till for practice beside the real one: books of its own, begun afresh each time, with the shop's settings, a
 * shift open and a practice person signed in. Its articles are the real till's, which are only read; its people are not,
 * so that no real PIN can be tried there. Close its store when the practice ends.
 */
export function openTrainingTill(real: Register): Result<Register> {
  const folder = join(real.store.folder, TRAINING_FOLDER);
  const { settings, identity } = real;
  const people = practicePeople(settings.roles);
  if (!people) return fail({ code: 'training-without-role' });
  rmSync(folder, { recursive: true, force: true });
  const pins = [trainee, trainer].map(({ code: staffCode, pin }) => ({ staffCode, pin }));
  const setup = {
    shop: settings.shop,
    tillCode: `${TRAINING_TILL_PREFIX}${identity.tillCode}`.slice(0, TILL_CODE_MAX_LENGTH),
    settings: { ...settings, devices: devicesForPractice(settings.devices), demo: { pins } },
    isTraining: true,
  };
  const opened = openTill(folder, setup, real.clock);
  if (!opened.ok) return opened;
  const training = withCatalogueOf(real, opened.value);
  const begun = begin(training, people);
  if (!begun.ok) training.store.close();
  return begun;
}

/** The same practice, reading the articles of a real till that was opened again. */
export function withCatalogueOf(real: Register, training: Register): Register {
  return { ...training, store: { ...training.store, catalogue: real.store.catalogue } };
}

interface PracticePerson {
  readonly code: string;
  readonly pin: string;
  readonly role: Role;
  readonly isTrainer: boolean;
}

/** Null where nobody in this shop may sell. */
function practicePeople(roles: readonly Role[]): readonly PracticePerson[] | null {
  const may = (right: Right) => roles.filter(({ rights }) => rights.includes(right));
  const managers = may('staff-manage');
  const selling = may('sell');
  const traineeRole = selling.find((role) => !managers.includes(role)) ?? selling[0];
  if (!traineeRole) return null;
  return [
    { ...trainee, role: traineeRole, isTrainer: false },
    { ...trainer, role: managers[0] ?? traineeRole, isTrainer: true },
  ];
}

function begin(training: Register, people: readonly PracticePerson[]): Result<Register> {
  const { language, currency } = training.settings.shop;
  const names = trainingText[language];
  for (const { code, pin, role, isTrainer } of people) {
    const name = isTrainer ? names.trainer : names.trainee;
    const saved = saveStaff(training, { code, name, roleCode: role.code });
    if (!saved.ok) return saved;
    const set = setPin(training, saved.value.id, pin);
    if (!set.ok) return set;
  }
  const opened = openShift(training, TRAINING_FLOAT * 10 ** currencyDigits(currency));
  if (!opened.ok) return opened;
  const signedIn = signIn(training, trainee.code, trainee.pin);
  return signedIn.ok ? ok(training) : signedIn;
}
