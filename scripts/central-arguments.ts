/**
 * What Node is told when it runs central: to collect garbage with one thread beside its own. Four, as it has them else, keep
 * PostgreSQL from its processors, and a till where central runs beside one.
 */
export const CENTRAL_ARGUMENTS: readonly string[] = ['--v8-pool-size=1'];
