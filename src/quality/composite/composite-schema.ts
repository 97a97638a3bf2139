import * as v from 'valibot'
import { text } from '../../option-check/kinds.ts'
import { componentNames } from './components/component-name.ts'
import { gateNames } from './gates/gate-name.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a number from 0 to 1'))
const scorer = v.pipe(v.function(), v.description('a scorer: a function of { input, output } that gives one score'))
const weights = v.optional(v.strictObject(entries(componentNames, v.optional(share))))
const words = v.pipe(v.number(), v.integer(), v.minValue(1))

/** Schema of the sorts of content. */
export const contentTypeSchema: v.GenericSchema = v.picklist(['viral_hook', 'technical', 'code_generation'])

/** Schema of `OwnProfile`. */
export const ownProfileSchema: v.GenericSchema = v.strictObject({
  name: text,
  like: contentTypeSchema,
  weights,
  length: v.optional(
    v.pipe(
      v.tuple([words, words]),
      v.check(([least, most]) => least < most),
      v.description('the fewest and the most, such as [40, 120]'),
    ),
  ),
  gates: v.optional(v.strictObject(entries(gateNames, v.optional(share)))),
})

/** Schema of `CompositeOptions`. */
export const compositeSchema: v.GenericSchema = v.strictObject({
  keywords: v.optional(
    v.pipe(
      v.array(v.pipe(text, v.regex(/[\p{L}\p{N}]/u))),
      v.minLength(1),
      v.description('a list of words or phrases'),
    ),
  ),
  weights,
  components: v.optional(v.strictObject(entries(componentNames, v.optional(scorer)))),
})

function entries<Name extends string, Schema>(names: readonly Name[], schema: Schema): Record<Name, Schema> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>
}
