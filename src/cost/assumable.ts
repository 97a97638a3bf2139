import * as v from 'valibot'
import { notNegative, positive } from '../option-check/kinds.ts'
import type { AssumableFigure } from '../record/figure.ts'

/** Schema of the plugin's option `power`, in watts. */
export const powerSchema: v.GenericSchema<{ watts: number }> = v.strictObject({
  watts: v.pipe(positive, v.description('watts above 0')),
})

/** Schema of the plugin's option `electricity`, in US dollars per kilowatt-hour. */
export const electricitySchema: v.GenericSchema<{ usdPerKwh: number }> = v.strictObject({
  usdPerKwh: v.pipe(notNegative, v.description('US dollars of 0 or more')),
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
