import * as v from 'valibot'
import type { Price } from './priced.ts'

/** Schema of a price in an option. */
export const priceSchema: v.GenericSchema<Price> = v.pipe(
  v.custom<Price>((value) => typeof (value as Price | null)?.costOf === 'function'),
  v.description('a price such as openai(model) or price({ inputPerMTok, outputPerMTok })'),
)
