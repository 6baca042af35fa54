/** The version of what is said in these files; both ends name theirs in every request and answer. */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_HEADER = 'guitai-protocol';

/** One push: whichever of the two comes first, but always at least one entry. Bytes of the JSON before compression. */
export const PUSH_ENTRIES_MAX = 100;
export const PUSH_BYTES_MAX = 262_144;
/** An entry's payload is at most a megabyte, so no request body is larger than this. Compressed and not. */
export const BODY_BYTES_MAX = 2_097_152;

/** One page of the feed. */
export const FEED_CHANGES_MAX = 1_000;
/** A cursor may say which key a scope was sent up to: 200 characters, in the longest form that a link takes. */
export const CURSOR_LENGTH_MAX = 1_000;
/** Of a scope that changed more since a register's cursor nothing is compared before it has pulled. */
export const DIGEST_CHANGED_MAX = 5_000;
/** A snapshot's chunk, compressed. */
export const CHUNK_BYTES_MAX = 4_194_304;

/** How long a register waits for progress of any request, and how long the counter waits for a hold. */
export const PROGRESS_TIMEOUT_MS = 15_000;
export const HOLD_TIMEOUT_MS = 2_000;
/** How long a hold keeps what it holds, by central's clock. */
export const HOLD_LIFE_MS = 15 * 60_000;

/** Between two tries after a failure: full jitter below a ceiling that doubles from the first to the last. */
export const RETRY_FIRST_MS = 1_000;
export const RETRY_MAX_MS = 60_000;

/** People are told of a register's clock that is further off than this: what is less may come of the way there. */
export const CLOCK_WRONG_MS = 5 * 60_000;

/** How long a token that a register signed for is good, by central's clock. */
export const TOKEN_LIFE_MS = 60 * 60_000;
/** A challenge must be answered at once. */
export const CHALLENGE_LIFE_MS = 60_000;
