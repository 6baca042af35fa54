import { hostText } from '../../domain/text/host-text.ts';
import { languages } from '../../domain/text/language.ts';

/** What whoever comes without a ticket sees: in every language, because nobody is known who could have chosen one. */
export const closedPage = `<!doctype html>
<meta charset="utf-8">
<title>Guitai 柜台</title>
${languages.map((language) => `<p lang="${language}">${hostText[language].closed}</p>`).join('\n')}
`;
