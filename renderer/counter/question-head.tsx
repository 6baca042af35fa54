import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { PaneHead } from './pane-head.tsx';
import { dropQuestion, type Question } from './ring.ts';

export type QuestionOf<Kind extends Question['kind']> = Extract<Question, { readonly kind: Kind }>;

export interface QuestionProps<Kind extends Question['kind']> {
  readonly question: QuestionOf<Kind>;
  readonly waiting: number;
}

interface QuestionHeadProps {
  readonly id: number;
  readonly title: string;
  readonly waiting: number;
}

/** A question's title; going back sells nothing. */
export function QuestionHead({ id, title, waiting }: QuestionHeadProps) {
  const t = useText(paneText);
  return (
    <PaneHead title={title} onBack={() => dropQuestion(id)}>
      {waiting > 0 && t('waiting', { number: waiting })}
    </PaneHead>
  );
}
