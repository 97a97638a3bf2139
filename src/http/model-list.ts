import { at, listOf, numberOf, objectOf, textOf } from '../json.ts'
import type { Exchange } from './socket/client.ts'
import { serverText } from './failure.ts'

/** An entry of a server's list of models. */
export interface ModelEntry {
  readonly id: string
  readonly owner: string | null
  /** Tokens that one sequence can hold, where it says so. */
  readonly contextSize: number | null
  /** State of the model, where it is loaded on demand: `loaded`, `unloaded`, `loading`; null where it does not say. */
  readonly status: string | null
  /** Other names that it says it has: what it was loaded from, and aliases. */
  readonly names: readonly string[]
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
    if (id === null) continue
    const contextSize = numberOf(at(entry, 'max_model_len'))
    entries.push({
      id,
      owner: textOf(at(entry, 'owned_by')),
      contextSize,
      status: textOf(at(entry, 'status', 'value')),
      names: namesOf(entry),
    })
  }
  return entries.length === 0 && list.length > 0 ? null : entries
}

function namesOf(entry: unknown): string[] {
  const { root, canonical_slug: slug, aliases } = objectOf(entry) ?? {}
  return [root, slug, ...(listOf(aliases) ?? [])].flatMap((name) => textOf(name) ?? [])
}

/** Most names of a model that are kept. */
const mostNames = 50

/** Names that answers of a listed model may have: its others, and those of entries that share one of them. */
export function aliasesOf(entries: readonly ModelEntry[], entry: ModelEntry | undefined): string[] {
  const own = new Set(entry?.names)
  const shared = entries.filter(({ names }) => names.some((name) => own.has(name))).map(({ id }) => id)
  return [...new Set([...own, ...shared])].slice(0, mostNames)
}

/** Whether a list of models is there and has nothing in it: no text at all, or `"data": null`. */
export function isEmptyList({ body, status }: Exchange): boolean {
  if (status !== 200) return false
  const text = body.toString('utf8').trim()
  if (text === '') return true
  try {
    const json: unknown = JSON.parse(text)
    return json === null || at(json, 'data') === null || at(json, 'models') === null
  } catch {
    return false
  }
}

/** Software that servers are built with, or that stands before them: none of it generates anything. */
const web = new RegExp(
  `^(?:${[
    'uvicorn|gunicorn|hypercorn|daphne|granian|basehttp|simplehttp|wsgiserver|werkzeug|python|tornado',
    'nginx|openresty|apache|caddy|cloudflare|(?:istio-)?envoy|traefik|awselb|cloudfront|gws',
    'kestrel|microsoft-iis|express|jetty|railway|vercel|fly',
  ].join('|')})\\b`,
  'i',
)

/** Name of the serving software as an answer's header gives it; null where it does not. */
export function serverName({ headers, redact }: Exchange): string | null {
  const litellm = headers.get('x-litellm-version')
  if (litellm !== undefined) return textOf(serverText(`litellm ${litellm}`, redact))
  const header = headers.get('server')
  return header === undefined || web.test(header.trim()) ? null : textOf(serverText(header, redact))
}
