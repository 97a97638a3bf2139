/** Ways in which scorers of other packages are called: with one object, or with the answer and its context. */
export type ForeignCall = 'object' | 'promptfoo'

/* oxlint-disable typescript/no-explicit-any -- each package has types of its own for what a scorer is given */

/**
 * A scorer of another package: a function of one object, an object of evalite with a `scorer`, a judge of vitest-evals
 * with an `assess`, or a function of `(output, context)` as promptfoo has it.
 */
export type ForeignScorer =
  | ((...given: any[]) => unknown)
  | { readonly name: string; readonly scorer: (given: any) => unknown }
  | { readonly name: string; readonly assess: (given: any) => unknown }
