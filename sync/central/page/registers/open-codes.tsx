import type { OpenCode } from '../../office/codes.ts';
import { Fault } from '../parts/basics.tsx';
import { Pager } from '../parts/pager.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { useAnswer } from '../state/use-answer.ts';
import { usePages } from '../state/use-pages.ts';
import { registersText } from '../text/registers-text.ts';

const REFRESH_MS = 10_000;

/** Codes that are still good; what they say is not kept. Nothing at all while there are none. */
export function OpenCodes() {
  const t = useText(registersText);
  const { time } = useFormats();
  const pages = usePages<Pick<OpenCode, 'expiresAtUtcMs' | 'id'>>('');
  const { value, error, again } = useAnswer('codes.list', { after: pages.after }, REFRESH_MS);
  if (!value || value.count === 0) return <Fault error={error} />;
  const withdraw = async (id: string) => {
    await ask('codes.withdraw', { id });
    again();
  };
  return (
    <section className="sheet rows" aria-labelledby="open-codes">
      <h2 id="open-codes" className="meta">
        {t('codes')}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('codeFor')}</th>
            <th scope="col">{t('expires')}</th>
            <th scope="col">{t('by')}</th>
            <th scope="col">
              <span className="sr">{t('withdraw')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {value.rows.map((code) => (
            <tr key={code.id}>
              <th scope="row">
                {code.shop} · {code.till ?? t('nextTill')}
                {code.isKey && <span className="meta">{t('newKey')}</span>}
              </th>
              <td>{time(code.expiresAtUtcMs)}</td>
              <td>{code.createdBy ?? t('byProgram')}</td>
              <td className="end">
                <button type="button" className="link" onClick={() => void withdraw(code.id)}>
                  {t('withdraw')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager pages={pages} rows={value.rows.length} next={value.next} count={value.count} />
    </section>
  );
}
