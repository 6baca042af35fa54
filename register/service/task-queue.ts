/** Runs a task when those before it are done, however they ended. */
export type TaskQueue = <T>(task: () => Promise<T>) => Promise<T>;

export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    // The next task only needs to know that this one is over; how it ended is its caller's.
    last = turn.catch(() => null);
    return turn;
  };
}
