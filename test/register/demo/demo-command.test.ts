import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTill } from '../../../register/open-till.ts';
import { openCommandFolder, type CommandFolder } from '../cli/command-folder.ts';
import { okOf } from '../till.ts';

let cli: CommandFolder;

describe('guitai demo', () => {
  beforeAll(() => {
    cli = openCommandFolder();
  });
  afterAll(() => cli.remove());

  test('sets up a shop that sells, and says who works there with which PIN', async () => {
    const text = await cli.runOk('demo', '--no-season', '--language', 'en');
    expect(text).toContain('Grace Hughes signs in with the code 9 and the PIN 9999.');
    expect(text).toContain('invented');
    const person = ['--staff', '9', '--pin', '9999'];
    await cli.runOk('shift', 'open', '100.00', ...person);
    expect(await cli.runOk('sell', '85123A', ...person, '--language', 'en')).toContain('DEMO-01-');
  }, 60_000);

  test('says the same again where the shop is already', async () => {
    expect(await cli.json('demo')).toMatchObject({
      people: expect.arrayContaining([{ code: '3', name: '李娜', pin: '3333' }]),
    });
  });

  test('is refused in the folder of another till', async () => {
    const other = openCommandFolder();
    try {
      okOf(openTill(other.data)).store.close();
      expect(await other.refused(1, 'demo', '--language', 'en')).toContain(other.data);
    } finally {
      other.remove();
    }
  });
});
