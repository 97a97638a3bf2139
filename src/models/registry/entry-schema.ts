import * as v from 'valibot'
import { notNegative, text } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { modelLoadSchema } from '../load-schema.ts'
import type { ModelEntries } from './entry.ts'

const digest = v.pipe(
  v.string(),
  v.regex(/^[\da-f]{64}$/i),
  v.description('the SHA-256 of its file: 64 hexadecimal digits (llm-bench models verify prints it)'),
)
const perMillion = v.pipe(notNegative, v.description('US dollars per million tokens, 0 or more'))

const entrySchema = v.strictObject({
  spec: v.pipe(text, v.description('a path, hf:<user>/<repository> or synthetic:<shape>')),
  load: v.optional(modelLoadSchema),
  sha256: v.optional(v.union([digest, v.array(digest)])),
  license: v.optional(text),
  tags: v.optional(v.array(text)),
  price: v.optional(v.strictObject({ inputPerMTok: perMillion, outputPerMTok: perMillion })),
})

/** Schema of the models of a registry, by their names. */
export const modelEntriesSchema: v.GenericSchema<ModelEntries> = named(
  v.string(),
  v.union([v.string(), entrySchema]),
) as never
