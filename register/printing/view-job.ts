import type { StoredPrintJob } from '../../domain/devices/print-job.ts';
import type { Language } from '../../domain/text/language.ts';
import type { PrintJob } from '../contract/device.ts';
import { titleOf } from './paper.ts';

/** A job as a person sees it. */
export function viewJob({ paper, ...job }: StoredPrintJob, language: Language): PrintJob {
  return { ...job, title: titleOf(paper, language) };
}
