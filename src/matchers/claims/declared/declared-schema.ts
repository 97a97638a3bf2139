import * as v from 'valibot'

/** A figure that somebody declares, and where it comes from. */
export interface DeclaredChecked {
  readonly p50?: number | undefined
  readonly p90?: number | undefined
  readonly p95?: number | undefined
  readonly p99?: number | undefined
  readonly source: string
}

const figure = v.optional(
  v.pipe(v.number(), v.finite(), v.gtValue(0), v.description('a number of milliseconds above 0')),
)

/** Schema of the other side of `toOutperform` that nobody measured here. */
export const declaredSchema: v.GenericSchema<unknown, { readonly declared: DeclaredChecked }> = v.strictObject({
  declared: v.strictObject({
    p50: figure,
    p90: figure,
    p95: figure,
    p99: figure,
    source: v.pipe(
      v.string(),
      v.check((text) => text.trim() !== ''),
      v.description('a text that says where the figure comes from'),
    ),
  }),
})
