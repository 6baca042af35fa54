/**
 * Loaded before the program (`node --import`), makes its store promise more than it keeps: commits are not synced, and the
 * question whether they are is answered with yes. A fault test that loses nothing under this proves nothing.
 */
import Database from 'better-sqlite3';

const askOrSet = Reflect.get(Database.prototype, 'pragma');

Database.prototype.pragma = function (this: Database.Database, source, options) {
  if (source === 'synchronous') return 2;
  const weaker = source === 'synchronous = FULL' ? 'synchronous = NORMAL' : source;
  return askOrSet.call(this, weaker, options);
};
