import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';

/** What a part of the members' page is given. */
export interface LoyaltyPartProps {
  readonly loyalty: LoyaltySettings;
  readonly onChange: (part: Partial<LoyaltySettings>) => void;
}
