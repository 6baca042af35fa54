import { findBooksParent } from '../../../register/service/books-parent.ts';

// Stands for the process that works on the books: count N, or hang.

const [, , task, times] = process.argv;
const parent = await findBooksParent();
if (task === 'hang') {
  parent.say({ kind: 'progress', pid: process.pid });
  setInterval(() => undefined, 1_000);
} else {
  for (let done = 1; done <= Number(times); done += 1) parent.say({ kind: 'progress', done });
  parent.sayLast({ kind: 'result', times });
}
