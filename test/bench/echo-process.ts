// The least that another process can do: say that it is ready, and send back what it is sent.
process.on('message', (message) => process.send?.(message));
process.once('disconnect', () => process.exit());
process.send?.({ ready: true });
