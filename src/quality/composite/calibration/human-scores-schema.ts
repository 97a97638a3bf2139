import * as v from 'valibot'
import { formatCount } from '../../../figures.ts'

const fewest = 5
/** Every pair of answers is looked at. */
const most = 5000

/** Schema of the answers that people scored. */
export const humanScoresSchema: v.GenericSchema = v.pipe(
  v.array(v.looseObject({ input: v.string(), output: v.string(), score: v.pipe(v.number(), v.finite()) })),
  v.minLength(fewest),
  v.maxLength(most),
  v.description(
    `a list of ${fewest} to ${formatCount(most)} answers { input, output, score }, of more a random sample, ` +
      'each with a finite number as its score',
  ),
)
