import { describe, expect, test } from 'vitest';
import { chainPageText } from '../../../renderer/text/chain-page-text.ts';
import { scopes } from '../../../sync/protocol/feed.ts';

describe('the page of the chain', () => {
  test.each(scopes)('has a name for what is compared as %s', (scope) => {
    expect(Object.keys(chainPageText.en)).toContain(`scope-${scope}`);
  });
});
