import { useState, type FormEvent } from 'react';
import { ask } from '../service/connection.ts';
import { useTill } from '../state/till.ts';
import { simulatorText } from '../text/simulator-text.ts';
import { useText } from '../text/use-text.ts';
import { visibleCode, type SampleCode } from './sample-codes.ts';
import { KEY_GAP_MS, sendScan } from './send-scan.ts';
import { useSampleCodes } from './use-sample-codes.ts';

/** Fewer keys than that nobody can tell from typing. */
const CODE_MIN_LENGTH = 3;
/** More than any symbol on a counter holds. */
const CODE_MAX_LENGTH = 500;
/** Keys that follow typing at once are taken for more of it: so long a hand takes to reach for the scanner. */
const REACH_MS = 450;

/** Scans as a real scanner does: by pressing keys, or on its serial line where that is how the till has it. */
export function ScannerDevice() {
  const t = useText(simulatorText);
  const codes = useSampleCodes();
  const [sent, setSent] = useState<string | null>(null);
  const isSerial = useTill(({ status }) => status?.settings.devices.scanner?.connection.kind === 'simulated');
  const waiting = isSerial ? t('nothingSentSerial') : t('nothingSent', { gap: KEY_GAP_MS });
  const scan = (code: string, afterMs = 0) => {
    setSent(code);
    if (isSerial) void ask((service) => service.device.scanSimulated({ code }));
    else void sendScan(code, afterMs);
  };
  return (
    <>
      <AnyCode onScan={(code) => scan(code, REACH_MS)} />
      <p className="meta sent" role="status">
        {sent === null ? waiting : t('sent', { code: visibleCode(sent) })}
      </p>
      <ul className="codes" aria-label={t('codes')}>
        {codes.map((sample) => (
          <li key={`${sample.kind} ${sample.code}`}>
            <CodeButton sample={sample} onScan={scan} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface CodeButtonProps {
  readonly sample: SampleCode;
  readonly onScan: (code: string) => void;
}

function CodeButton({ sample: { kind, code, name }, onScan }: CodeButtonProps) {
  const t = useText(simulatorText);
  return (
    <button type="button" onPointerDown={(event) => event.preventDefault()} onClick={() => onScan(code)}>
      <span className="name">{name ?? t(kind)}</span>
      {name !== null && kind !== 'article' && <span className="meta kind">{t(kind)}</span>}
      <span className="meta digits">{visibleCode(code)}</span>
    </button>
  );
}

/** Any text, as a code would have it. */
function AnyCode({ onScan }: { readonly onScan: (code: string) => void }) {
  const t = useText(simulatorText);
  const [text, setText] = useState('');
  const [isTooShort, setIsTooShort] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isScanned = text.length >= CODE_MIN_LENGTH;
    setIsTooShort(!isScanned);
    if (isScanned) onScan(text);
  };
  return (
    <form className="any-code" onSubmit={submit}>
      <input
        className="input"
        aria-label={t('anyCode')}
        aria-describedby={isTooShort ? 'too-short' : undefined}
        aria-invalid={isTooShort}
        placeholder={t('anyCode')}
        autoComplete="off"
        maxLength={CODE_MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="plain" onPointerDown={(event) => event.preventDefault()}>
        {t('scan')}
      </button>
      {isTooShort && (
        <p className="fault" id="too-short" role="alert">
          {t('tooShort', { number: CODE_MIN_LENGTH })}
        </p>
      )}
    </form>
  );
}
