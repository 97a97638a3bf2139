import * as v from 'valibot'
import { positive } from '../option-check/kinds.ts'
import type { AssumableFigure } from '../record/figure.ts'

/** Schema of the plugin's option `power`, in watts. */
export const powerSchema: v.GenericSchema<{ watts: number }> = v.strictObject({
  watts: v.pipe(positive, v.description('watts above 0')),
})

/** Watts a machine draws under load: 30, assumed, until they are declared. */
export function powerFigure(declared: { readonly watts: number } | undefined): AssumableFigure {
  return assumable(declared?.watts, 30)
}

/** Price of a kilowatt-hour: 0.15 USD, assumed, until it is declared. */
export function electricityFigure(declared: { readonly usdPerKwh: number } | undefined): AssumableFigure {
  return assumable(declared?.usdPerKwh, 0.15)
}

function assumable(value: number | undefined, assumed: number): AssumableFigure {
  return value === undefined ? { value: assumed, provenance: 'assumed' } : { value, provenance: 'declared' }
}
