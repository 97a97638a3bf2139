/** Fields that requests have by themselves, by their names in OpenAI's API and in servers beside it. */
export const requestFieldNames = [
  'model',
  'messages',
  'prompt',
  'max_tokens',
  'temperature',
  'seed',
  'ignore_eos',
  'min_tokens',
  'stream',
  'stream_options',
] as const

/** Name of a field that requests have by themselves. */
export type RequestFieldName = (typeof requestFieldNames)[number]

/**
 * Fields of a request that are left out (`false`) or sent under another name. Any field can be named, those
 * of the request option `body` too.
 */
export type RequestFields = { readonly [Name in RequestFieldName]?: string | false | undefined } & Readonly<
  Record<string, string | false | undefined>
>

/** The name under which a field is sent; null where it is left out. */
export function sentName(fields: RequestFields, name: string): string | null {
  const as = Object.hasOwn(fields, name) ? fields[name] : undefined
  return as === undefined ? name : as === false ? null : as
}

/** The fields of a request as a server wants them: the same object where all keep their names. */
export function asSent(
  body: Readonly<Record<string, unknown>>,
  fields: RequestFields,
): Readonly<Record<string, unknown>> {
  if (Object.keys(fields).length === 0) return body
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const sent = sentName(fields, name)
      return sent === null ? [] : [[sent, value]]
    }),
  )
}
