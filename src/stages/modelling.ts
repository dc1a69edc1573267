import { withoutParameter } from '../indicators/hide.ts';
import type { Sample } from '../indicators/indicator.ts';
import { modelEstimates } from '../indicators/models/estimates.ts';
import { withFamilies } from '../indicators/models/family.ts';
import type { ModelAnswer, ModelTask } from '../indicators/models/task.ts';
import { modelAnswer, modelTask } from '../indicators/models/task.ts';
import type { Study } from '../study/study.ts';
import type { Design } from '../survey/design.ts';
import type { Estimate } from '../table/estimate.ts';

/** The models of a study, to be fitted by who comes first: values that can be copied to a thread. */
export interface Modelling {
  readonly tasks: readonly ModelTask[];
  readonly design: Design;
  readonly level: number;
  /** How many tasks were begun, the longest first. */
  readonly begun: Int32Array;
}

/** The answers to some tasks, by their place. */
export type Answers = ReadonlyMap<number, ModelAnswer>;

/** The models of a study on a sample, none begun. */
export function modellingOf(study: Study, sample: Sample, design: Design): Modelling {
  return {
    tasks: study.models.map((spec) => modelTask(spec, sample)),
    design,
    level: study.config.publication.level,
    begun: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/** Does one task after another until all are begun, here or on another thread. */
export function answersTo({ tasks, design, level, begun }: Modelling): Answers {
  const order = [...tasks.keys()].sort((a, b) => effort(tasks[b]!) - effort(tasks[a]!) || a - b);
  const answers = new Map<number, ModelAnswer>();
  for (let next = Atomics.add(begun, 0, 1); next < order.length; next = Atomics.add(begun, 0, 1)) {
    const place = order[next]!;
    answers.set(place, modelAnswer(tasks[place]!, design, level));
  }
  return answers;
}

/** How long a task takes beside others: a fit of a line is 1. */
function effort({ spec: { family, imputation } }: ModelTask): number {
  return (imputation?.copies ?? 4) * (family === 'gaussian' ? 1 : 4);
}

/** Every model of a study from the answers to all tasks, with the q-values of their families. */
export function estimatesOfModels(
  study: Study,
  { tasks, design, level }: Modelling,
  answers: Answers,
): readonly Estimate[] {
  const estimates = study.models.flatMap((spec, place) => {
    const [task, answer] = [tasks[place], answers.get(place)];
    if (task === undefined || answer === undefined) throw new Error(`the model ${spec.id} was not fitted`);
    const unit = spec.unit.en ?? spec.unit.fr ?? spec.unit.ar ?? '';
    const made = modelEstimates(spec, task, answer, design, { unit, level, simulated: study.simulated });
    return spec.lacks.size === 0 ? made : made.map(withoutParameter);
  });
  return withFamilies(estimates, study.models, study.coefficientFamilies);
}
