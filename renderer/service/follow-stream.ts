import { onConnection, serviceForStream } from './connection.ts';

type Service = NonNullable<Awaited<ReturnType<typeof serviceForStream>>>;

/** How long to wait before a stream that ended by itself is begun again. */
const FOLLOW_AGAIN_MS = 2_000;

/** Takes the events of a stream that tells of changes, through all connections, for as long as the page lives. */
export function followStream<Event>(
  open: (service: Service, signal: AbortSignal) => Promise<AsyncIterable<Event>>,
  take: (event: Event) => void,
): void {
  let following = new AbortController();
  onConnection((isConnected) => {
    following.abort();
    following = new AbortController();
    if (isConnected) void follow(following.signal);
  });

  async function follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await readEvents(signal);
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_AGAIN_MS));
    }
  }

  /** A stream that breaks says nothing that is not known otherwise: the connection was lost, or the till was changed. */
  async function readEvents(signal: AbortSignal): Promise<void> {
    try {
      const service = await serviceForStream();
      if (!service || signal.aborted) return;
      for await (const event of await open(service, signal)) take(event);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
}
