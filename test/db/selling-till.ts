/**
 * Opens the till of a folder and rings sales until it is killed. Each receipt goes to the acknowledgement file once it is
 * durable; after the first ones it says so on stdout. Arguments: folder, acknowledgement file.
 */
import { appendFileSync } from 'node:fs';
import { openTill } from '../../register/open-till.ts';
import { must } from '../must.ts';
import { sellOne } from './soaked-till.ts';

const SALES_FIRST = 20;

const [folder = '', acknowledgements = ''] = process.argv.slice(2);
const register = must(openTill(folder));
for (let sold = 1; ; sold += 1) {
  appendFileSync(acknowledgements, `${sellOne(register)}\n`);
  if (sold === SALES_FIRST) process.stdout.write('selling\n');
}
