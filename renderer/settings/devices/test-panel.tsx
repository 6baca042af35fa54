import { useState, type ReactNode } from 'react';
import type { Result } from '../../../domain/result.ts';
import { Icon } from '../../parts/icon.tsx';
import { ask, type ScreenError } from '../../service/connection.ts';
import { settingsDevicesText } from '../../text/settings-devices-text.ts';
import { useErrorText, useText } from '../../text/use-text.ts';

type Service = Parameters<Parameters<typeof ask>[0]>[0];

/** How a test stands. What the device did only a person can say, who is asked. */
type TestState<T> =
  | { readonly state: 'idle' | 'running' }
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'failed'; readonly error: ScreenError };

export interface DeviceTest<T> {
  readonly now: TestState<T>;
  readonly run: (call: (service: Service) => Promise<Result<T>>) => Promise<void>;
}

/** A test of a device, begun by hand. */
export function useDeviceTest<T>(): DeviceTest<T> {
  const [now, setNow] = useState<TestState<T>>({ state: 'idle' });
  const run: DeviceTest<T>['run'] = async (call) => {
    setNow({ state: 'running' });
    const answer = await ask(call);
    setNow(answer.ok ? { state: 'answered', value: answer.value } : { state: 'failed', error: answer.error });
  };
  return { now, run };
}

interface TestButtonProps<T> {
  readonly test: DeviceTest<T>;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

/** Begins a test, and says why it failed. */
export function TestButton<T>({ test: { now }, label, isDisabled = false, onPress }: TestButtonProps<T>) {
  const t = useText(settingsDevicesText);
  const errorText = useErrorText();
  return (
    <>
      <button
        type="button"
        className="plain"
        disabled={isDisabled || now.state === 'running'}
        onClick={onPress}
      >
        {now.state === 'running' ? t('testing') : label}
      </button>
      {now.state === 'failed' && (
        <p className="fault" role="alert">
          <Icon name="warning" isSmall />
          {errorText(now.error)}
        </p>
      )}
    </>
  );
}

interface SeenQuestionProps {
  readonly question: string;
  /** What to look at where the answer is no. */
  readonly advice: string;
  readonly onSeen: () => void;
}

/** Asks whether a device did what it was told. */
export function SeenQuestion({ question, advice, onSeen }: SeenQuestionProps) {
  const t = useText(settingsDevicesText);
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null);
  const see = () => {
    setAnswer('yes');
    onSeen();
  };
  if (answer === 'yes') return <Seen text={t('seen')} />;
  return (
    <div className="seen-question" role="group" aria-label={question}>
      <p role="status">{answer === 'no' ? advice : question}</p>
      <div className="row-buttons">
        <button type="button" className="plain" onClick={see}>
          {t('yes')}
        </button>
        {answer === null && (
          <button type="button" className="plain" onClick={() => setAnswer('no')}>
            {t('no')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Something was seen to work. */
function Seen({ text }: { readonly text: string }) {
  return (
    <p className="saved" role="status">
      <Icon name="check" isSmall />
      {text}
    </p>
  );
}

interface TestPanelProps {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

/** The tests of a device, beside its settings. */
export function TestPanel({ title, hint, children }: TestPanelProps) {
  return (
    <section className="test-panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="meta">{hint}</p>
      {children}
    </section>
  );
}
