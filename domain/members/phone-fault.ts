/** Why a text is no phone number. Sentences are in `text/member-text.ts`. */
export type PhoneFault =
  | 'phone-characters'
  | 'phone-too-short'
  | 'phone-too-long'
  | 'phone-without-country'
  | 'phone-not-in-country';
