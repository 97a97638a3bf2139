import { at, listOf, textOf } from '../json.ts'
import type { Exchange } from './socket/client.ts'
import { serverText } from './failure.ts'

/** An entry of a server's list of models. */
export interface ModelEntry {
  readonly id: string
  readonly owner: string | null
}

/** Entries of `data` of the OpenAI list, a bare list, or `models` with names; null for anything else. */
export function modelEntries({ body }: Exchange): readonly ModelEntry[] | null {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
  const list = listOf(json) ?? listOf(at(json, 'data')) ?? listOf(at(json, 'models'))
  if (list === null) return null
  const entries: ModelEntry[] = []
  for (const entry of list) {
    const id = textOf(at(entry, 'id')) ?? textOf(at(entry, 'name'))
    if (id !== null) entries.push({ id, owner: textOf(at(entry, 'owned_by')) })
  }
  return entries.length === 0 && list.length > 0 ? null : entries
}

/** Name of the serving software as an answer gives it; null where it does not. */
export function serverName({ headers, redact }: Exchange, owner: string | null): string | null {
  const header = headers.get('server')
  const name = header === undefined ? (owner ?? '') : owner === null ? header : `${header} (${owner})`
  return textOf(serverText(name, redact))
}
