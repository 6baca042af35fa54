import { ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/websocket';
import { FRAME_MAX_LENGTH } from './frame.ts';
import { internalError, type CallContext } from './procedures.ts';
import { router } from './router.ts';

/** One connection's end in the service, whatever carries its frames. */
export interface CallConnection {
  /** Takes one frame. False says that it was none, and that the connection is not worth keeping. */
  receive(frame: string): Promise<boolean>;
  /** Ends what the connection still waits for. */
  close(): void;
}

/** Answers frames of the contract: oRPC's text frames, the same over a socket and over a process's message channel. */
export interface CallHandler {
  connect(context: CallContext, send: (frame: string) => void): CallConnection;
}

export function createCallHandler(): CallHandler {
  const handler = new RPCHandler<CallContext>(router, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (error) {
          // What oRPC throws itself, such as an input that is not of its form, is an answer; anything else is a bug.
          throw error instanceof ORPCError
            ? error
            : internalError(call.context.log, call.path.join('.'), error);
        }
      },
    ],
  });
  return {
    connect(context, send) {
      // The handler knows a connection by this object and only ever sends through it.
      const peer = { send: (frame: unknown) => send(frame as string), addEventListener: () => undefined };
      return {
        async receive(frame) {
          if (frame.length > FRAME_MAX_LENGTH) return false;
          try {
            await handler.message(peer, frame, { context });
            return true;
          } catch (error) {
            context.log.note('frame-refused', { error: error instanceof Error ? error.name : typeof error });
            return false;
          }
        },
        close: () => handler.close(peer),
      };
    },
  };
}
