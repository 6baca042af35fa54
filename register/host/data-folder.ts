export { defaultDataFolder } from '../cli/data-folder.ts';
