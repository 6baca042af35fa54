import { create } from 'zustand';
import type { RegisterError } from '../../domain/errors.ts';
import type { Right } from '../../domain/staff.ts';

/** A second person's code and PIN, or one's own reason. */
export interface Approval {
  readonly staffCode?: string;
  readonly pin?: string;
  readonly reason?: string;
}

/** Why an approval is asked for: the right that is lacking, or a reason that is; and what was wrong with the last one given. */
export interface ApprovalQuestion {
  readonly right: Right | null;
  readonly needsPerson: boolean;
  readonly fault: RegisterError | null;
  readonly answer: (approval: Approval | null) => void;
}

export const useApproval = create<{ readonly question: ApprovalQuestion | null }>(() => ({ question: null }));

const askedFor = new Set([
  'approval-needed',
  'approval-insufficient',
  'approval-same-person',
  'reason-missing',
  'sign-in-wrong',
  'sign-in-locked',
]);

/** Whether an error can be answered with somebody's approval or a reason. */
export function isApprovalError(error: { readonly code: string }): error is RegisterError {
  return askedFor.has(error.code);
}

/** Opens the dialog that asks for it; null when the cashier gave up. */
export function askApproval(error: RegisterError, isAgain: boolean): Promise<Approval | null> {
  const earlier = useApproval.getState().question;
  return new Promise((resolve) => {
    const needsPerson = error.code !== 'reason-missing';
    const right = 'right' in error ? error.right : isAgain ? (earlier?.right ?? lastRight) : null;
    lastRight = right;
    useApproval.setState({
      question: {
        right,
        needsPerson,
        fault: isAgain ? error : null,
        answer(approval) {
          useApproval.setState({ question: null });
          resolve(approval);
        },
      },
    });
  });
}

/** A wrong PIN does not say again what it was for. */
let lastRight: Right | null = null;
