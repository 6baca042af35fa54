import { AgeQuestion } from './age-question.tsx';
import { DepartmentQuestion } from './department-question.tsx';
import { PriceQuestion } from './price-question.tsx';
import type { Question } from './ring.ts';
import { WeightQuestion } from './weight-question.tsx';

interface QuestionPaneProps {
  readonly question: Question;
  /** How many more stand behind this one. */
  readonly waiting: number;
}

/** What must be known before something can be sold. Esc drops it; scanning goes on meanwhile. */
export function QuestionPane({ question, waiting }: QuestionPaneProps) {
  switch (question.kind) {
    case 'weight':
      return <WeightQuestion question={question} waiting={waiting} />;
    case 'age':
      return <AgeQuestion question={question} waiting={waiting} />;
    case 'price':
      return <PriceQuestion question={question} waiting={waiting} />;
    case 'department':
      return <DepartmentQuestion question={question} waiting={waiting} />;
  }
}
