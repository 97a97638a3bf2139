import type { ItemsPrompt } from '../../../workload/prompt.ts'
import { asSent, type RequestFields } from '../request-fields.ts'

/** Fields that the requests of one workload of vectors or scores share. */
export interface ItemsBodyOptions {
  readonly model: string
  /** Fields that are left out or renamed. */
  readonly fields: RequestFields
  readonly body: Readonly<Record<string, unknown>>
}

/** The JSON text of one request for vectors or scores. */
export function itemsBody({ model, fields, body }: ItemsBodyOptions, prompt: ItemsPrompt): string {
  return JSON.stringify(asSent({ model, ...ownFields(prompt), ...body }, fields))
}

function ownFields(prompt: ItemsPrompt): Readonly<Record<string, unknown>> {
  if (prompt.kind === 'texts') {
    const { texts, dimensions } = prompt
    return { input: texts, ...(dimensions === null ? {} : { dimensions }) }
  }
  const { query, documents, topN } = prompt
  return { query, documents, ...(topN === null ? {} : { top_n: topN }) }
}
