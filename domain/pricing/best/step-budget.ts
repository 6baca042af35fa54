/** Work that a search may still do, counted in steps and not in time, so that every till finds the same. */
export interface StepBudget {
  readonly max: number;
  taken: number;
}

export function startBudget(max: number): StepBudget {
  return { max, taken: 0 };
}

export function takeSteps(budget: StepBudget, steps: number): void {
  budget.taken += steps;
}

export function isSpent(budget: StepBudget): boolean {
  return budget.taken >= budget.max;
}
