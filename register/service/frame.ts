/** The longest message that is read, in characters or bytes: no call needs a tenth of it. */
export const FRAME_MAX_LENGTH = 1_048_576;
