import * as v from 'valibot'

/** Figures of a run that may be declared, one at a time. */
export const declaredFigures = ['mean', 'p50', 'p90', 'p95', 'p99', 'throughput'] as const

/** Name of a declared figure. */
export type DeclaredName = (typeof declaredFigures)[number]

/** A figure that somebody declares, and where it comes from. */
export type DeclaredChecked = { readonly [Name in DeclaredName]?: number | undefined } & { readonly source: string }

const above0 = (words: string): v.GenericSchema<number | undefined> =>
  v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0), v.description(words)))

const figure = above0('a number above 0: milliseconds of a time, tokens/s of a speed')

/** Schema of the other side of `toOutperform` that nobody measured here. */
export const declaredSchema: v.GenericSchema<unknown, { readonly declared: DeclaredChecked }> = v.strictObject({
  declared: v.strictObject({
    mean: figure,
    p50: figure,
    p90: figure,
    p95: figure,
    p99: figure,
    throughput: above0('a number above 0, per second: output tokens, items of embed and rerank, executions of a task'),
    source: v.pipe(
      v.string(),
      v.check((text) => text.trim() !== ''),
      v.description('a text that says where the figure comes from'),
    ),
  }),
})
