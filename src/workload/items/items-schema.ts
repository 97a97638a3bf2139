import * as v from 'valibot'
import { whole, wholeOrZero } from '../../option-check/kinds.ts'
import { fieldsSchema } from '../answer-options-schema.ts'

const embedEntries = {
  batch: v.optional(v.pipe(whole, v.description('the texts of a request, a whole number of at least 1'))),
  dimensions: v.optional(whole),
  seed: v.optional(wholeOrZero),
  prompts: v.optional(whole),
}

const rerankEntries = { topN: v.optional(whole) }

const body = v.optional(fieldsSchema('an object of further fields of the request'))

/** Schemas of the options of `embed` and `rerank`, of a local model and of an endpoint. */
export const itemsSchemas: Readonly<Record<'embed' | 'endpointEmbed' | 'rerank' | 'endpointRerank', v.GenericSchema>> =
  {
    embed: v.strictObject(embedEntries),
    endpointEmbed: v.strictObject({
      ...embedEntries,
      encodingFormat: v.optional(v.picklist(['float', 'base64'])),
      body,
    }),
    rerank: v.strictObject(rerankEntries),
    endpointRerank: v.strictObject({ ...rerankEntries, body }),
  }
