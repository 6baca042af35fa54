import fc from 'fast-check';

// Runs before each file: laws draw their cases from the seed of the run, which the configuration decides and the end of a run says.
fc.configureGlobal({ seed: Number(process.env['GUITAI_SEED']) });
