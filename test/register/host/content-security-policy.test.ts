import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, PRESSABLE_STYLE } from '../../../register/host/content-security-policy.ts';

test('the style that the policy admits is the one that React Aria puts into the page', () => {
  const reactAria = dirname(createRequire(import.meta.url).resolve('react-aria/package.json'));
  const source = readFileSync(join(reactAria, 'dist/private/interactions/usePress.mjs'), 'utf8');
  const [, template] = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(source)!;
  const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)![1]!;
  expect(template!.replace(/\$\{[^}]+\}/, attribute).trim()).toBe(PRESSABLE_STYLE);
});

test('the policy without a source to connect to forbids it', () => {
  expect(contentSecurityPolicy([])).toContain("connect-src 'none'");
});
