import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MemberImportEvent } from '../../../register/contract/member.ts';
import { createFolder, openCounter, startServiceProcess, valueOf } from './service-process.ts';

test('a member is registered, found, changed, exported and erased over the contract', async () => {
  const folder = createFolder();
  const service = await startServiceProcess(folder);
  const { client } = await service.connect('counter');
  await openCounter(client);
  const { member } = valueOf(await client.member.register({ name: '王小芳', phone: '+8613800136027' }));
  const { memberId } = member;
  expect(valueOf(await client.member.register({ phone: '+86 138 0013 6027' }))).toMatchObject({
    kind: 'already-member',
    because: 'phone',
    member: { memberId },
  });
  expect(valueOf(await client.member.find({ text: 'wxf', limit: 20 }))).toEqual([
    { ...member, isExact: false, tier: { code: 'basic', name: { en: 'Basic', 'zh-CN': '普通会员' } } },
  ]);
  valueOf(
    await client.member.change({ memberId, birthday: '5-12', consents: [{ kind: 'wechat', isGiven: true }] }),
  );
  valueOf(await client.member.addCard({ memberId, card: 'gold 1' }));
  expect(valueOf(await client.member.read({ memberId }))).toMatchObject({ name: '王*芳', birthday: '05-12' });
  expect(valueOf(await client.member.reveal({ memberId }))).toMatchObject({
    profile: { name: '王小芳', phone: '+8613800136027' },
    cards: ['GOLD 1'],
  });
  expect(valueOf(await client.member.export({ memberId })).mediaType).toBe('application/json');
  expect(valueOf(await client.member.keyState())).toBe('ready');
  valueOf(await client.member.erase({ memberId, approval: { reason: 'asked for' } }));
  expect(valueOf(await client.member.find({ text: 'wxf', limit: 20 }))).toEqual([]);
  expect(await service.end('SIGTERM')).toBe(0);
  const log = readFileSync(join(folder, 'logs', 'service.log'), 'utf8');
  for (const text of ['13800136027', '王小芳', 'wxf']) expect(log).not.toContain(text);
});

test('members are imported beside a till that sells, with rejected rows and namesakes before the end', async () => {
  const folder = createFolder();
  const service = await startServiceProcess(folder);
  const { client } = await service.connect('command');
  const rows = Array.from({ length: 450 }, (_, row) => `M${row},王小芳,,${1 + (row % 12)}-1`);
  const path = join(folder, 'members.csv');
  writeFileSync(path, `code,name,phone,birthday\n${rows.join('\n')}\nM999,Bo,12\n`);
  const events: MemberImportEvent[] = [];
  for await (const event of await client.member.importMembers({ path, language: 'en' })) events.push(event);
  expect(events.at(-1)).toMatchObject({
    state: 'ended',
    result: { value: { rows: 451, added: 450, rejectedCount: 1, namesakeCount: 438 } },
  });
  const portions = events.flatMap((event) => (event.state === 'namesakes' ? [event.rows.length] : []));
  expect(portions).toEqual([200, 200, 38]);
  expect(await service.end('SIGTERM')).toBe(0);
});
