import * as v from 'valibot'

const fewest = 5

/** Schema of the answers that people scored. */
export const humanScoresSchema: v.GenericSchema = v.pipe(
  v.array(v.looseObject({ input: v.string(), output: v.string(), score: v.pipe(v.number(), v.finite()) })),
  v.minLength(fewest),
  v.description(
    `a list of at least ${fewest} answers { input, output, score }, each with a finite number as its score`,
  ),
)
